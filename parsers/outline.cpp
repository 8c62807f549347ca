// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/outline.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "parsers/outline_builder.h"

namespace zakonwatch {
namespace {

constexpr size_t kFewestContents = 4;     // headings in a row that may be a table of contents
constexpr size_t kLongestQuote = 2000;    // blocks

bool is_opening_quote(char32_t c) { return c == '"' || c == 0x201E || c == 0xAB || c == 0x201C; }

// How many quotes a text opens more than it closes. Straight quotes take turns.
int quote_balance(std::string_view text, int depth) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == 0x201E || c == 0xAB) ++depth;
    else if (c == 0x201D || c == 0xBB || (c == 0x201C && depth > 0)) --depth;
    else if (c == 0x201C) ++depth;
  }
  return depth;
}

// Straight quotes: a quotation ends where a line ends in one, closed by the sentence's mark.
bool ends_in_straight_quote(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ';' || text.back() == ',')) text.remove_suffix(1);
  return text.ends_with('"');
}

}  // namespace

bool opens_quote(std::string_view text) {
  size_t at = 0;
  return !text.empty() && is_opening_quote(next_code_point(text, at));
}

size_t quoted_end(const Blocks& blocks, size_t begin, const Recogniser& recogniser) {
  const bool straight = blocks[begin].text.starts_with('"');
  int depth = 0;
  for (size_t i = begin; i < blocks.size() && i - begin < kLongestQuote; ++i) {
    const std::string& text = blocks[i].text;
    depth = quote_balance(text, depth);
    if (straight ? ends_in_straight_quote(text) : depth <= 0) return i + 1;
  }
  (void)recogniser;
  return begin;
}

size_t drop_contents(Blocks& blocks, const Recogniser& recogniser) {
  struct Entry {
    size_t block;
    bool article;
    std::string number;
  };
  std::vector<Entry> entries;
  std::multiset<std::string> seen;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const auto hit = blocks[i].kind == Block::Kind::row ? std::nullopt : recogniser.heading(first_line(blocks[i].text));
    if (!hit) continue;
    const bool article = hit->unit == recogniser.article_unit();
    entries.push_back({i, article, article ? hit->number.eid(true) : std::string()});
    if (article) seen.insert(entries.back().number);
  }
  std::vector<bool> drop(blocks.size(), false);
  for (size_t first = 0; first < entries.size();) {
    size_t last = first, articles = 0;
    while (last < entries.size() && entries[last].block - entries[first].block == last - first) ++last;
    bool all_again = true;
    for (size_t i = first; i < last; ++i) {
      if (!entries[i].article) continue;
      ++articles;
      all_again = all_again && seen.count(entries[i].number) > 1;
    }
    if (articles >= kFewestContents && all_again)
      for (size_t i = first; i < last; ++i) {
        drop[entries[i].block] = true;
        if (entries[i].article) seen.erase(seen.find(entries[i].number));
      }
    first = std::max(last, first + 1);
  }
  const size_t before = blocks.size();
  Blocks kept;
  kept.reserve(before);
  for (size_t i = 0; i < blocks.size(); ++i)
    if (!drop[i]) kept.push_back(std::move(blocks[i]));
  blocks = std::move(kept);
  return before - blocks.size();
}

Outline read_outline(Blocks blocks, const LanguageProfile& profile) {
  const Recogniser recogniser(profile);
  join_split_notes(blocks, profile);
  drop_contents(blocks, recogniser);
  OutlineBuilder builder(profile, recogniser);
  for (size_t i = 0; i < blocks.size();) {
    const Block& block = blocks[i];
    const bool quote = block.kind != Block::Kind::row && opens_quote(block.text) && builder.expects_quote();
    const size_t end = quote ? quoted_end(blocks, i, recogniser) : i;
    if (end > i) builder.take_quoted(blocks, i, end);
    else builder.take(block);
    i = std::max(end, i + 1);
  }
  return builder.finish();
}

}  // namespace zakonwatch
