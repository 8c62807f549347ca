// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pattern_holes.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/text.h"

namespace zakonwatch::pattern_detail {
namespace {

constexpr size_t kActLimit = 400;  // bytes an <act> may take
constexpr int kUnitWords = 4;

char32_t peek(std::string_view text, size_t at) { return at < text.size() ? next_code_point(text, at) : 0; }
size_t after(std::string_view text, size_t at) {
  next_code_point(text, at);
  return at;
}
bool plain_digit(char32_t c) { return c >= '0' && c <= '9'; }

size_t skip(std::string_view text, size_t at, bool (*accept)(char32_t)) {
  while (at < text.size() && accept(peek(text, at))) at = after(text, at);
  return at;
}
size_t skip_spaces(std::string_view text, size_t at) {
  return skip(text, at, [](char32_t c) { return is_space(c); });
}
size_t skip_digits(std::string_view text, size_t at) { return skip(text, at, plain_digit); }

std::optional<double> integer(std::string_view digits) {
  long value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + std::min<size_t>(digits.size(), 15), value);
  if (error != std::errc() || end == digits.data()) return {};
  return static_cast<double>(value);
}

// "¹" or ".¹" behind a number.
size_t superscripts(std::string_view text, size_t at) {
  size_t begin = at;
  if (peek(text, begin) == '.' && is_superscript_digit(peek(text, begin + 1))) ++begin;
  const size_t end = skip(text, begin, is_superscript_digit);
  return end == begin ? at : end;
}

// "a" in "283a", "/A" in "461/A", ".a" in "190.a", "-а" in "215-а": one or two letters, then no word
// character.
size_t glued_letters(std::string_view text, size_t at) {
  const char32_t mark = fold_char(peek(text, at));
  size_t end = mark == '/' || mark == '.' || mark == '-' ? after(text, at) : at;
  const size_t begin = end;
  if (mark != '/' && begin > at && is_upper(peek(text, begin))) return at;  // "5.A": a sentence begins
  for (int i = 0; i < 2 && is_letter(peek(text, end)); ++i) end = after(text, end);
  return end == begin || is_word_char(peek(text, end)) ? at : end;
}

// ".1", "-1", " - 1": where the next group of digits ends; `at` where there is none.
size_t next_group(std::string_view text, size_t at) {
  const char32_t mark = fold_char(peek(text, at));
  if (mark == '.' || mark == '-') {
    const size_t digits = after(text, at), end = skip_digits(text, digits);
    return end == digits ? at : end;
  }
  const size_t dash = skip_spaces(text, at);
  if (dash == at || fold_char(peek(text, dash)) != '-') return at;
  const size_t digits = skip_spaces(text, after(text, dash)), end = skip_digits(text, digits);
  return end == digits ? at : end;
}

std::vector<HoleEnd> number(std::string_view text, size_t at) {
  std::vector<HoleEnd> ends;
  size_t end = skip_digits(text, at);
  if (end == at) return ends;
  const auto value = integer(text.substr(at, end - at));
  for (;;) {
    ends.push_back({end, value});
    const size_t insert = superscripts(text, end);
    if (insert != end) ends.push_back({end = insert, value});
    const size_t letters = glued_letters(text, end);
    if (letters != end) ends.push_back({end = letters, value});
    const size_t group = next_group(text, end);
    if (group == end) break;
    end = group;
  }
  std::reverse(ends.begin(), ends.end());
  return ends;
}

int roman_digit(char32_t c) {
  switch (c) {
    case 'I':
    case 0x406:
    case 0x4C0:
      return 1;
    case 'V':
      return 5;
    case 'X':
    case 0x425:
      return 10;
    case 'L':
      return 50;
    case 'C':
    case 0x421:
      return 100;
    case 'D':
      return 500;
    case 'M':
    case 0x41C:
      return 1000;
    default:
      return 0;
  }
}

std::vector<HoleEnd> roman(std::string_view text, size_t at) {
  int value = 0, previous = 0;
  size_t end = at;
  while (const int digit = roman_digit(peek(text, end))) {
    value += digit > previous ? digit - 2 * previous : digit;
    previous = digit;
    end = after(text, end);
  }
  if (end == at || is_letter(peek(text, end))) return {};
  std::vector<HoleEnd> ends{{end, value}};
  const size_t insert = superscripts(text, end);
  if (insert != end) ends.insert(ends.begin(), {insert, value});
  if (const size_t group = next_group(text, end); group != end) ends.insert(ends.begin(), {group, value});
  return ends;
}

std::vector<HoleEnd> letter(std::string_view text, size_t at) {
  if (!is_letter(peek(text, at))) return {};
  size_t end = after(text, at);
  end = std::max(end, superscripts(text, end));
  if (is_word_char(peek(text, end))) return {};
  return {{end, std::nullopt}};
}

bool ends_clause(char32_t c) { return c == ')' || c == ']' || c == '}' || c == ';' || c == '\n' || c == 0; }

std::vector<HoleEnd> act(std::string_view text, size_t at, bool last) {
  std::vector<HoleEnd> ends;
  bool digit = false;
  size_t end = at;
  for (int depth = 0; end < text.size() && end - at < kActLimit;) {
    const char32_t c = peek(text, end);
    if (c == '(' || c == '[')
      ++depth;
    else if (depth > 0 && (c == ')' || c == ']'))
      --depth;
    else if (ends_clause(c))
      break;
    digit = digit || plain_digit(c);
    end = after(text, end);
    if (digit && !is_word_char(peek(text, end))) ends.push_back({end, std::nullopt});
  }
  if (last) std::reverse(ends.begin(), ends.end());
  return ends;
}

// The group of exactly three digits behind a separator; its end, or `at` where there is none.
size_t group_of_three(std::string_view text, size_t at, char32_t separator) {
  size_t begin = at;
  if (separator == ' ')
    begin = skip_spaces(text, at);
  else if (peek(text, at) == separator)
    begin = after(text, at);
  const size_t end = skip_digits(text, begin);
  return begin > at && end - begin == 3 ? end : at;
}

// Digits in groups of three: "1 050", "1.000.000". The number of groups behind the first digits.
int grouped(std::string_view text, size_t& end, char32_t separator, std::string& digits) {
  int groups = 0;
  for (size_t next = group_of_three(text, end, separator); next != end && digits.size() <= 12; ++groups) {
    digits.append(text.substr(next - 3, 3));
    end = next;
    next = group_of_three(text, end, separator);
  }
  return groups;
}

// ",5" or ".05" behind a number.
std::optional<size_t> fraction_end(std::string_view text, size_t at) {
  const char32_t point = peek(text, at);
  if (point != ',' && point != '.') return {};
  const size_t end = skip_digits(text, at + 1);
  return end > at + 1 ? std::optional(end) : std::nullopt;
}

// "10", "1 050", "1.050", "1.000.000", "0,05", "1.000,50". One group behind a comma ("20,000") is thousands
// in one country and a fraction in the next: its value is left open rather than guessed.
std::vector<HoleEnd> digits_quantity(std::string_view text, size_t at) {
  size_t end = skip_digits(text, at);
  if (end == at) return {};
  std::string digits(text.substr(at, end - at));
  std::vector<HoleEnd> ends{{end, integer(digits)}};
  const bool zero = digits == "0";
  int groups = 0;
  for (const char32_t separator : {U' ', U'.', U','}) {
    if (zero || digits.size() > 3 || groups > 0) break;
    const std::string first = digits;
    groups = grouped(text, end, separator, digits);
    if (groups == 0) continue;
    const bool open = separator == ',' && groups == 1;
    ends.insert(ends.begin(), {end, open ? std::nullopt : integer(digits)});
  }
  if (const auto stop = fraction_end(text, end)) {
    const std::string whole = digits + "." + std::string(text.substr(end + 1, *stop - end - 1));
    double value = 0;
    std::from_chars(whole.data(), whole.data() + whole.size(), value);
    ends.insert(ends.begin(), {*stop, value});
  }
  return ends;
}

// Past a letter that a slip of the official text prints twice where a compound joins: "kolme|e|aastase".
std::optional<size_t> doubled_letter(std::string_view text, size_t end) {
  size_t last = end;
  do --last;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U);
  const std::string_view letter = text.substr(last, end - last);
  if (!is_word_char(peek(text, last)) || text.substr(end, letter.size()) != letter) return {};
  return end + letter.size();
}

std::vector<HoleEnd> quantity(std::string_view text, size_t at, const NumberWords* numbers) {
  std::vector<HoleEnd> ends = digits_quantity(text, at);
  if (!ends.empty() && numbers != nullptr) {  // "10 тисяч"
    const size_t word = skip_spaces(text, ends.front().end);
    const auto hit = numbers->match(text, word);
    if (hit && hit->value >= 1000) {
      std::optional<double> value = ends.front().value;  // none of "20,000": thousands of it are as open
      if (value) *value *= static_cast<double>(hit->value);
      ends.insert(ends.begin(), {hit->end, value});
    }
  }
  if (!ends.empty() || numbers == nullptr) return ends;
  if (const auto hit = numbers->match(text, at)) ends.push_back({hit->end, static_cast<double>(hit->value)});
  if (const auto hit = numbers->match_prefix(text, at); hit && (ends.empty() || hit->end != ends.front().end))
    ends.push_back({hit->end, static_cast<double>(hit->value)});
  if (!ends.empty())
    if (const auto slip = doubled_letter(text, ends.back().end)) ends.push_back({*slip, ends.back().value});
  return ends;
}

size_t word_end(std::string_view text, size_t at) {
  return skip(text, at, [](char32_t c) { return !is_space(c); });
}

// One word as printed, without the marks at its end: "2341-III", "770-2000-п".
std::vector<HoleEnd> word(std::string_view text, size_t at) {
  const size_t end = word_end(text, at);
  size_t bare = at;
  for (size_t next = at; next < end; next = after(text, next))
    if (is_word_char(peek(text, next))) bare = after(text, next);
  if (bare == at) return {};
  return {{bare, std::nullopt}};
}

std::vector<HoleEnd> quotation(std::string_view text, size_t at) {
  if (text.substr(at, kQuotationPlace.size()) != kQuotationPlace) return {};
  return word(text, at);
}

// 0 … limit words, each with the space before the next one left to the pattern.
std::vector<HoleEnd> any(std::string_view text, size_t at, int limit) {
  std::vector<HoleEnd> ends{{at, std::nullopt}};
  size_t end = at;
  for (int i = 0; i < limit; ++i) {
    const size_t begin = skip_spaces(text, end);
    if (begin >= text.size()) break;
    // A mark at the word's end belongs to the pattern as well as to the word: both ends are offered.
    end = word_end(text, begin);
    size_t bare = begin;
    for (size_t next = begin; next < end; next = after(text, next))
      if (is_word_char(peek(text, next))) bare = after(text, next);
    if (bare > begin && bare < end) ends.push_back({bare, std::nullopt});
    ends.push_back({end, std::nullopt});
  }
  return ends;
}

std::vector<HoleEnd> unit(std::string_view text, size_t at, bool last) {
  std::vector<HoleEnd> ends;
  size_t end = at;
  for (int i = 0; i < kUnitWords; ++i) {
    const size_t begin = i == 0 ? at : skip_spaces(text, end);
    const size_t stop = skip(text, begin, [](char32_t c) {
      return is_word_char(c) || c == '\'' || c == 0x2019 || c == '-' || c == '%';
    });
    if (stop == begin) break;
    ends.push_back({end = stop, std::nullopt});
  }
  if (last) std::reverse(ends.begin(), ends.end());
  return ends;
}

std::vector<HoleEnd> date(std::string_view text, size_t at) {
  const size_t first = skip_digits(text, at);
  if (first == at) return {};
  size_t end = first;
  for (int i = 0; i < 2; ++i) {  // 13.12.2012, 2012-12-13, 13/12/2012
    const char32_t mark = peek(text, end);
    if (mark != '.' && mark != '-' && mark != '/') break;
    const size_t digits = skip_spaces(text, end + 1), stop = skip_digits(text, digits);
    if (stop == digits) break;
    end = stop;
    if (i == 1) return {{end, std::nullopt}};
  }
  // day month-word year, or (Latvian) year.gada day.month
  size_t at_word = first;
  if (peek(text, at_word) == '.') ++at_word;
  at_word = skip_spaces(text, at_word);
  const size_t word = skip(text, at_word, is_letter);
  const size_t tail = skip_spaces(text, word), tail_end = skip_digits(text, tail);
  if (word == at_word || tail_end == tail) return {};
  if (tail_end - tail == 4) return {{tail_end, std::nullopt}};
  if (first - at != 4) return {};
  size_t month = tail_end;
  if (peek(text, month) == '.') ++month;
  month = skip_spaces(text, month);
  const size_t month_end = skip(text, month, is_letter);
  if (month_end == month) return {};
  return {{month_end, std::nullopt}};
}

}  // namespace

std::vector<HoleEnd> hole_ends(Hole hole, int limit, bool last, std::string_view text, size_t at,
                               const NumberWords* numbers) {
  switch (hole) {
    case Hole::number:
      return number(text, at);
    case Hole::roman:
      return roman(text, at);
    case Hole::letter:
      return letter(text, at);
    case Hole::act:
      return act(text, at, last);
    case Hole::quantity:
      return quantity(text, at, numbers);
    case Hole::unit:
      return unit(text, at, last);
    case Hole::date:
      return date(text, at);
    case Hole::word:
      return word(text, at);
    case Hole::quotation:
      return quotation(text, at);
    case Hole::any:
      return any(text, at, limit);
  }
  return {};
}

}  // namespace zakonwatch::pattern_detail
