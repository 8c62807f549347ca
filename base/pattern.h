// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zakonwatch {

// The made-up word that stands for a quotation in a masked text, a number behind it.
constexpr std::string_view kQuotationPlace = "zqz";

namespace pattern_detail {
struct Program;
struct Filter;

// The shapes of the first two characters that stand behind a place in a text, past spaces.
struct Glimpse {
  char32_t first = 0, second = 0;  // 0 where the text ends
  Glimpse(std::string_view text, size_t at);
};
}  // namespace pattern_detail

// Inflected number words of one language: "двох" -> 2, "п'ятдесяти" -> 50, "тисяч" -> 1000. Words that
// follow one another add up; a word of 1000 or more multiplies what stands before it.
class NumberWords {
 public:
  void add(std::string_view word, long value);
  struct Hit {
    size_t end;  // bytes
    long value;
  };
  // The longest run of number words that begins at `at`.
  std::optional<Hit> match(std::string_view text, size_t at) const;
  // The longest number word that is a prefix of the word at `at` ("kolme" in "kolmeaastase").
  std::optional<Hit> match_prefix(std::string_view text, size_t at) const;
  // The first two letters of each, folded.
  std::vector<std::u32string> beginnings() const;
  bool empty() const { return words_.empty(); }

 private:
  std::map<std::string, long, std::less<>> words_;  // folded
  size_t longest_ = 0;                              // bytes
};

// The beginning of a text, looked at once for the many patterns that are tried on it.
class TextStart {
 public:
  explicit TextStart(std::string_view text);
  std::string_view text() const { return text_; }

 private:
  friend struct pattern_detail::Filter;
  using Glimpse = pattern_detail::Glimpse;
  // What stands behind each of the first `limit` words and behind the marks at their ends.
  std::span<const Glimpse> behind_words(int limit);
  void read_word();
  TextStart& behind_mark();  // the text behind its first character

  std::string_view text_;
  Glimpse first_;
  std::unique_ptr<TextStart> behind_mark_;
  size_t at_ = 0;                  // where the words end that were read
  std::vector<Glimpse> behind_{};  // of the words that were read
  std::vector<size_t> read_{};     // how many of them stand behind the first 1, 2, … words
};

// A text with the places where a match can begin, found once for the many patterns that are sought in it.
class SearchText {
 public:
  explicit SearchText(std::string_view text);

 private:
  friend class Pattern;
  struct Place {
    size_t at;
    pattern_detail::Glimpse next;
  };
  std::string_view text_;
  std::vector<Place> places_;
};

// The little matcher of design.md section 12, for headings, notes, penalties and phrases. No std::regex ever
// meets fetched text: it can overflow the stack there.
//
//   literal   folds case, spaces, quotes and dashes; braces are literal; '*' ends a stem (rest of the word)
//   <n>       a number with its inserts: 253, 253.¹, 321-1, 321 - 1, 283a, 6.16.1
//   <roman>   a Roman numeral; Latin and Cyrillic look-alikes are one
//   <letter>  one letter, an enumeration's mark
//   <act>     a short run that names an act: number, date or both, up to a bracket or clause end
//   <from> <to> <amount>   a quantity in digits or number words
//   <unit>    the words of a unit, up to the pattern's next element, at most four
//   <date>    13.12.2012, 2012-12-13, or day month-word year
//   <word>    one word as printed, without marks at its end: 2341-III, 770-2000-п
//   <old> <new> <after>    the place of a quotation: kQuotationPlace with a number (law/masked_text)
//   <any>, <any:N>         at most N words (10), as few as will do
//   [ ] optional, | alternatives (whole pattern or inside brackets), \ escapes
//
// Matching costs O(pattern × text) with the text's own length bounded by the caller; failed states are
// remembered, so there is no exponential case.
class Pattern {
 public:
  struct Capture {
    std::string hole;  // "n", "roman", "from" …
    std::string text;  // as printed
    std::optional<double> value;
    size_t begin = 0, end = 0;  // bytes in the text
  };
  struct Match {
    size_t begin = 0, end = 0;  // bytes
    std::vector<Capture> captures;
    const Capture* find(std::string_view hole) const;
  };

  // Errors of kind config name the pattern and the position.
  static Result<Pattern> compile(std::string_view source, std::shared_ptr<const NumberWords> numbers = {});

  // Anchored at `at`; the longest of the alternatives. A match never ends inside a word unless the pattern
  // does.
  std::optional<Match> match_at(std::string_view text, size_t at = 0) const;
  // False where match_at(text) and match_line(text) cannot match: most patterns, most of the time.
  bool may_match(TextStart& start) const;
  // A match of the whole text but for spaces and marks (. : - *) at its end; here an <any:N> at the pattern's
  // end takes as many words as it must.
  std::optional<Match> match_line(std::string_view text) const;
  // The first match at or after `from` that begins at a word's or mark's beginning.
  std::optional<Match> search(std::string_view text, size_t from = 0) const;
  std::optional<Match> search(const SearchText& text) const;

  const std::string& source() const { return source_; }

 private:
  friend class PatternFilter;
  std::string source_;
  std::shared_ptr<const pattern_detail::Program> program_;
};

// What any of several patterns can begin with: one look at a text refuses them all.
class PatternFilter {
 public:
  void add(const std::vector<Pattern>& patterns);
  // False where no pattern that was added may match.
  bool may_match(TextStart& start) const;

 private:
  std::shared_ptr<pattern_detail::Filter> filter_;  // none: no pattern
};

}  // namespace zakonwatch
