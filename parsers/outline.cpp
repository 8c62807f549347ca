// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/outline.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "parsers/letter_spacing.h"
#include "parsers/outline_builder.h"

namespace zakonwatch {
namespace {

constexpr size_t kFewestContents = 4;       // headings in a row that may be a table of contents
constexpr size_t kMostBetween = 3;          // lines between two of its entries
constexpr size_t kShortestSentence = 50;    // bytes of an entry that says something
constexpr size_t kLongestAbbreviation = 4;  // letters
constexpr size_t kLongestTitle = 1000;      // bytes

struct Entry {
  size_t block;
  std::string number;  // of an article; empty for other headings
};

// Lines that a table of contents is made of, in order.
std::vector<Entry> contents_entries(const Blocks& blocks, const Recogniser& recogniser) {
  const LanguageProfile& profile = recogniser.profile();
  std::vector<Entry> entries;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind == Block::Kind::row) continue;
    const std::string_view line = first_line(blocks[i].text);
    const auto hit = recogniser.heading(line);
    const bool article = hit && hit->unit == recogniser.article_unit();
    if (article)
      entries.push_back({i, hit->number.eid(true)});
    else if (hit || matches_line(profile.transitional, line) || matches_line(profile.contents, line) ||
             first_match(profile.annex, line))
      entries.push_back({i, {}});
  }
  return entries;
}

bool ends_sentence(std::string_view text) {
  const char32_t end = last_char(text);
  return end == '.' || end == ';' || end == ':';
}

// "… stupa na snagu osmog dana. Samostalni član …": a sentence ends in the middle, not an abbreviation.
bool full_stop_inside(std::string_view line) {
  const std::vector<Word> all = words(line);
  for (size_t i = 0; i + 1 < all.size(); ++i) {
    const std::string_view between = line.substr(all[i].end, all[i + 1].begin - all[i].end);
    const std::string_view word = line.substr(all[i].begin, all[i].end - all[i].begin);
    size_t at = all[i + 1].begin;
    if (all[i].end > kShortestSentence && between.find(". ") != std::string_view::npos &&
        to_code_points(word).size() >= kLongestAbbreviation && is_upper(next_code_point(line, at)))
      return true;
  }
  return false;
}

// A line inside the block says something: contents have names there.
bool holds_sentence(std::string_view text) {
  const std::vector<std::string_view> all = lines(text);
  return std::any_of(all.begin(), all.end(), [](std::string_view line) {
    return line.size() > kShortestSentence && (ends_sentence(line) || full_stop_inside(line));
  });
}

// Nothing but single lines that end no sentence: names of chapters, wrapped titles, page numbers.
bool no_law_between(const Blocks& blocks, size_t from, size_t to) {
  if (to - from > kMostBetween) return false;
  for (size_t i = from; i < to; ++i)
    if (blocks[i].kind == Block::Kind::row || blocks[i].text.size() > kLongestTitle ||
        ends_sentence(blocks[i].text) || holds_sentence(blocks[i].text))
      return false;
  return true;
}

// One past the last entry of a run that begins at `first`.
size_t run_end(const std::vector<Entry>& entries, size_t first, const Blocks& blocks) {
  size_t last = first + 1;
  while (last < entries.size() && no_law_between(blocks, entries[last - 1].block + 1, entries[last].block))
    ++last;
  return last;
}

// The run [first, end) of entries that may be a table of contents.
class Run {
 public:
  Run(const std::vector<Entry>& entries, size_t first, size_t last,
      const std::multiset<std::string>& numbers) {
    for (size_t i = first; i < last; ++i)
      if (!entries[i].number.empty()) articles_.push_back(i);
    std::set<std::string> listed;
    size_t kept = 0;
    for (; kept < articles_.size(); ++kept) {
      const std::string& number = entries[articles_[kept]].number;
      const bool begins_text = kept > 0 && number == entries[articles_[0]].number;
      if (begins_text || unlisted(entries, numbers, listed, kept)) break;
      listed.insert(number);
    }
    articles_.resize(kept);
  }
  size_t articles() const { return articles_.size(); }
  // Beyond the last article of the contents, headings are the text's own.
  size_t end() const { return articles_.back() + 1; }

 private:
  // A number that comes nowhere else, or twice in the list, may be a misprint of the list; two of them in a
  // row are the text.
  bool unlisted(const std::vector<Entry>& entries, const std::multiset<std::string>& numbers,
                const std::set<std::string>& listed, size_t at) const {
    const auto strange = [&](size_t i) {
      const std::string& number = entries[articles_[i]].number;
      return numbers.count(number) < 2 || listed.contains(number);
    };
    return strange(at) && (at + 1 == articles_.size() || strange(at + 1)) &&
           !(at > 0 && entries[articles_[at]].number == entries[articles_[at - 1]].number);
  }

  std::vector<size_t> articles_;
};

// Short articles whose numbers a document behind them uses again are no contents: they are sentences.
bool is_written_out(const std::vector<Entry>& entries, size_t first, size_t end, const Blocks& blocks) {
  size_t articles = 0, sentences = 0;
  for (size_t i = first; i < end; ++i) {
    if (entries[i].number.empty()) continue;
    ++articles;
    const std::string& text = blocks[entries[i].block].text;
    sentences += text.size() > kShortestSentence && ends_sentence(text) ? 1 : 0;
  }
  return sentences * 2 > articles;
}

}  // namespace

size_t text_size(const Blocks& blocks) {
  size_t size = 0;
  for (const Block& block : blocks) {
    size += block.text.size();
    for (const std::string& cell : block.cells) size += cell.size();
  }
  return size;
}

size_t drop_contents(Blocks& blocks, const Recogniser& recogniser) {
  const std::vector<Entry> entries = contents_entries(blocks, recogniser);
  std::multiset<std::string> numbers;
  for (const Entry& entry : entries)
    if (!entry.number.empty()) numbers.insert(entry.number);
  std::vector<bool> drop(blocks.size(), false);
  for (size_t first = 0, last = 0; first < entries.size(); first = last) {
    last = run_end(entries, first, blocks);
    const Run run(entries, first, last, numbers);
    if (run.articles() < kFewestContents || is_written_out(entries, first, run.end(), blocks)) continue;
    for (size_t i = entries[first].block; i <= entries[run.end() - 1].block; ++i) drop[i] = true;
    for (size_t i = first; i < run.end(); ++i)
      if (const auto known = numbers.find(entries[i].number); known != numbers.end()) numbers.erase(known);
  }
  const size_t before = blocks.size();
  Blocks kept;
  kept.reserve(before);
  for (size_t i = 0; i < before; ++i)
    if (!drop[i]) kept.push_back(std::move(blocks[i]));
  blocks = std::move(kept);
  return before - blocks.size();
}

static void close_up(Block& block) {
  std::string text = closed_up(block.text);
  block.bold -= std::min(block.bold, block.text.size() - text.size());
  block.text = std::move(text);
}

Outline read_outline(Blocks blocks, const LanguageProfile& profile) {
  const Recogniser recogniser(profile);
  for (Block& block : blocks)
    if (block.kind != Block::Kind::row) close_up(block);
  join_split_notes(blocks, profile);
  blocks = cut_at_quotations(blocks, recogniser);
  const size_t all = text_size(blocks);
  drop_contents(blocks, recogniser);
  OutlineBuilder builder(profile, recogniser);
  builder.left_out(all - text_size(blocks));
  for (size_t i = 0; i < blocks.size();) {
    const Block& block = blocks[i];
    const bool quote = block.kind != Block::Kind::row && opens_quote(block.text) && builder.expects_quote();
    const size_t end = quote ? quoted_end(blocks, i) : i;
    if (end > i)
      builder.take_quoted(blocks, i, end);
    else
      builder.take(block);
    i = std::max(end, i + 1);
  }
  Outline outline = builder.finish();
  outline.read = all;
  return outline;
}

}  // namespace zakonwatch
