// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/pages.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "base/text.h"
#include "parsers/readers.h"

namespace zakonwatch {
namespace {

constexpr size_t kEdge = 2;  // lines at the top and at the bottom that may be heads
constexpr std::string_view kSoftHyphen = "\xC2\xAD";

// ---- Running heads -------------------------------------------------------------------------------------

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A line as a head would repeat it: its words, and its numbers apart.
struct Head {
  std::string words;
  std::vector<long> numbers;
};

Head head_of(std::string_view line) {
  Head out;
  for (size_t i = 0; i < line.size(); ++i) {
    if (!is_digit(line[i])) {
      out.words += line[i];
      continue;
    }
    long number = 0;
    for (; i < line.size() && is_digit(line[i]); ++i)
      number = (number * 10 + (line[i] - '0')) % 1'000'000'000;
    --i;
    out.numbers.push_back(number);
    out.words += '0';
  }
  return out;
}

struct Seen {
  std::set<size_t> pages;
  std::vector<std::pair<size_t, std::vector<long>>> numbers;  // page, numbers there
};

// Nearly always the same value: `of(page, number)`.
template <typename Of>
bool steady(const Seen& seen, size_t position, Of of) {
  std::map<long, size_t> count;
  size_t most = 0;
  for (const auto& [page, numbers] : seen.numbers)
    most = std::max(most, ++count[of(static_cast<long>(page), numbers[position])]);
  return most * 5 >= seen.numbers.size() * 4;
}

// A year or an issue stays, a page number keeps step with the pages; an article's number does neither for
// long.
bool numbers_of_a_head(const Seen& seen, bool& counts) {
  for (size_t i = 0; i < seen.numbers.front().second.size(); ++i) {
    if (steady(seen, i, [](long, long number) { return number; })) continue;
    if (!steady(seen, i, [](long page, long number) { return number - page; })) return false;
    counts = true;
  }
  return true;
}

bool is_head(const std::string& line, const Seen& seen, size_t pages) {
  bool counts = false;
  if (!numbers_of_a_head(seen, counts)) return false;
  const size_t word_count = words(replace_all(line, "0", " ")).size(), on = seen.pages.size();
  if (word_count == 0) return on >= 3 || on == pages;                       // "- 12 -"
  if (counts && word_count == 1) return pages >= 8 && on * 5 >= pages * 4;  // "Article 7" may head a page too
  return on >= 3 && on * 5 >= pages;
}

bool at_edge(size_t line, size_t lines) { return line < kEdge || line + kEdge >= lines; }

std::unordered_set<std::string> running_heads(const std::vector<PageLines>& pages) {
  std::map<std::string, Seen> seen;
  for (size_t page = 0; page < pages.size(); ++page)
    for (size_t i = 0; i < pages[page].size(); ++i) {
      if (!at_edge(i, pages[page].size())) continue;
      Head head = head_of(pages[page][i].text);
      Seen& one = seen[head.words];
      one.pages.insert(page);
      one.numbers.emplace_back(page, std::move(head.numbers));
    }
  std::unordered_set<std::string> out;
  for (const auto& [line, one] : seen)
    if (is_head(line, one, pages.size()) && pages.size() > 1) out.insert(line);
  return out;
}

// ---- Words cut at a line's end -------------------------------------------------------------------------

char32_t first_of(std::string_view text) {
  size_t at = 0;
  return text.empty() ? U' ' : next_code_point(text, at);
}

// What the document prints inside its lines: tells "соціально-правовий" from a word cut at a hyphen.
class Vocabulary {
 public:
  explicit Vocabulary(const std::vector<PageLines>& pages) {
    for (const PageLines& page : pages)
      for (const auto& [line, last] : page)
        for (const Word& word : words(line))
          if (word.end < line.size()) known_.insert(to_lower(line.substr(word.begin, word.end - word.begin)));
  }
  bool has(const std::string& word) const { return known_.contains(to_lower(word)); }

 private:
  std::unordered_set<std::string> known_;
};

enum class Join { space, nothing, drop_hyphen };

class Joiner {
 public:
  explicit Joiner(const std::vector<PageLines>& pages) : vocabulary_(pages) {}

  // How `next` goes on behind `text`.
  Join join(std::string_view text, std::string_view next) const {
    const size_t hyphen = hyphen_size(text);
    if (text.ends_with(kSoftHyphen)) return Join::drop_hyphen;
    if (hyphen == 0 || !is_word_char(last_before(text, hyphen))) return Join::space;
    const char32_t first = first_of(next);
    if (!is_letter(first)) return is_word_char(first) ? Join::nothing : Join::space;  // "308-" "310"
    if (is_upper(first)) return Join::nothing;
    const std::string head = word_at_end(text.substr(0, text.size() - hyphen)), tail = word_at_start(next);
    return vocabulary_.has(head + "-" + tail) && !vocabulary_.has(head + tail) ? Join::nothing
                                                                               : Join::drop_hyphen;
  }
  static size_t hyphen_size(std::string_view text) {
    if (text.ends_with('-')) return 1;
    return text.ends_with(kSoftHyphen)                                        ? 2
           : text.ends_with("\xE2\x80\x90") || text.ends_with("\xE2\x80\x91") ? 3
                                                                              : 0;
  }

 private:
  static char32_t last_before(std::string_view text, size_t hyphen) {
    const std::vector<Word> all = words(text.substr(text.size() - std::min<size_t>(text.size(), hyphen + 4)));
    const bool touches = !all.empty() && all.back().end + hyphen == std::min<size_t>(text.size(), hyphen + 4);
    return touches ? U'a' : U' ';
  }
  static std::string word_at_end(std::string_view text) {
    const std::string_view tail = text.substr(text.size() - std::min<size_t>(text.size(), 200));
    const std::vector<Word> all = words(tail);
    return all.empty() ? std::string()
                       : std::string(tail.substr(all.back().begin, all.back().end - all.back().begin));
  }
  static std::string word_at_start(std::string_view text) {
    const std::vector<Word> all = words(text.substr(0, 200));
    return all.empty() ? std::string() : std::string(text.substr(all[0].begin, all[0].end - all[0].begin));
  }

  Vocabulary vocabulary_;
};

// ---- Paragraphs ----------------------------------------------------------------------------------------

size_t usual_length(const std::vector<PageLines>& pages) {
  std::vector<size_t> lengths;
  for (const PageLines& page : pages)
    for (const PageLine& line : page) lengths.push_back(line.text.size());
  if (lengths.empty()) return 0;
  const auto middle = lengths.begin() + static_cast<long>(lengths.size() * 3 / 4);
  std::nth_element(lengths.begin(), middle, lengths.end());
  return *middle;
}

bool ends_paragraph(std::string_view line, size_t usual) {
  if (Joiner::hyphen_size(line) > 0) return false;
  const char c = line.empty() ? ' ' : line.back();
  return line.size() * 4 < usual * 3 || c == '.' || c == ';' || c == ':';
}

}  // namespace

Blocks page_blocks(const std::vector<PageLines>& pages, const BeginsParagraph& begins) {
  const auto heads = running_heads(pages);
  const Joiner joiner(pages);
  const size_t usual = usual_length(pages);
  Blocks out;
  std::string text;
  const auto end = [&] {
    if (text.ends_with(kSoftHyphen)) text.resize(text.size() - kSoftHyphen.size());
    if (text.empty()) return;
    Block block;
    block.text = std::exchange(text, {});
    out.push_back(std::move(block));
  };
  for (const PageLines& page : pages)
    for (size_t i = 0; i < page.size(); ++i) {
      if (at_edge(i, page.size()) && heads.contains(head_of(page[i].text).words)) continue;
      if (begins && begins(page[i].text)) end();
      const Join how = text.empty() ? Join::nothing : joiner.join(text, page[i].text);
      if (how == Join::drop_hyphen) text.resize(text.size() - Joiner::hyphen_size(text));
      if (how == Join::space) text += ' ';
      text += page[i].text;
      if (page[i].last || ends_paragraph(page[i].text, usual)) end();
    }
  end();
  return out;
}

Blocks recognised_blocks(std::string_view utf8, const BeginsParagraph& begins) {
  std::vector<PageLines> pages;
  for (const std::string_view page : split(utf8, '\f')) {
    PageLines& lines_of = pages.emplace_back();
    for (const std::string_view line : split(page, '\n')) {
      std::string plain = plain_text(line);
      if (!plain.empty())
        lines_of.emplace_back(std::move(plain));
      else if (!lines_of.empty() && Joiner::hyphen_size(lines_of.back().text) == 0)
        lines_of.back().last = true;  // OCR leaves a line empty between paragraphs
    }
  }
  return page_blocks(pages, begins);
}

}  // namespace zakonwatch
