// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/number_token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace zakonwatch {
namespace {

int roman_digit(char32_t c) {
  switch (c) {
    case 'I':
    case 'i':
    case 0x406:
    case 0x456:
    case 0x4C0:
      return 1;
    case 'V':
    case 'v':
      return 5;
    case 'X':
    case 'x':
    case 0x425:
    case 0x445:
      return 10;
    case 'L':
    case 'l':
      return 50;
    case 'C':
    case 'c':
    case 0x421:
    case 0x441:
      return 100;
    case 'D':
    case 'd':
      return 500;
    case 'M':
    case 'm':
    case 0x41C:
    case 0x43C:
      return 1000;
    default:
      return 0;
  }
}

// The value of a numeral in capitals at the beginning of `points`; `size` is how many it takes.
int roman_value(const std::u32string& points, size_t& size) {
  int value = 0, previous = 0;
  for (size = 0; size < points.size(); ++size) {
    const int digit = is_upper(points[size]) ? roman_digit(points[size]) : 0;
    if (digit == 0) break;
    value += digit > previous ? digit - 2 * previous : digit;
    previous = digit;
  }
  return size < points.size() && is_letter(points[size]) ? (size = 0, 0) : value;
}

bool is_dash(char32_t c) { return c == '-' || c == 0x207B || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

class Reader {
 public:
  explicit Reader(std::string_view printed) : points_(to_code_points(printed)) {}

  NumberToken read() {
    size_t size = 0;
    if (const int value = roman_value(points_, size); size > 0) {
      token_.roman = true;
      token_.groups.push_back(value);
      at_ = size;
    }
    while (at_ < points_.size()) step();
    token_.letters = to_lower(token_.letters);
    return std::move(token_);
  }

 private:
  void step() {
    const char32_t c = points_[at_];
    if (digit_value(c) >= 0) return group();
    if (is_letter(c))
      append_utf8(token_.letters, c);
    else if (is_dash(c))
      dash_ = true;
    ++at_;
  }

  void group() {
    const bool raised = is_superscript_digit(points_[at_]);
    int value = 0;
    while (at_ < points_.size() && digit_value(points_[at_]) >= 0 &&
           is_superscript_digit(points_[at_]) == raised && value < 1'000'000)
      value = value * 10 + digit_value(points_[at_++]);
    if (!token_.groups.empty()) token_.raised = true;
    token_.hyphen = token_.hyphen || (dash_ && !token_.groups.empty());
    token_.range = token_.range || (dash_ && token_.groups.size() == 1);
    dash_ = false;
    token_.groups.push_back(value);
  }

  std::u32string points_;
  size_t at_ = 0;
  bool dash_ = false;
  NumberToken token_;
};

// Small Cyrillic letters whose Latin twins a keyboard, or a converter, puts in their place.
std::string latin_twins(std::string_view letters) {
  static constexpr std::u32string_view kCyrillic = U"асеіорхујѕк", kLatin = U"aceiopxyjsk";
  std::string out;
  for (const char32_t c : to_code_points(letters)) {
    const size_t at = kCyrillic.find(c);
    append_utf8(out, at == std::u32string_view::npos ? c : kLatin[at]);
  }
  return out;
}

std::string tidy(std::string_view printed) {
  std::string out = squeeze_space(printed);
  for (const char* dash : {" - ", " -", "- ", " – ", " — "}) out = replace_all(out, dash, "-");
  while (!out.empty() && (out.back() == '.' || out.back() == ')' || out.back() == ' ')) out.pop_back();
  while (!out.empty() && (out.front() == '(' || out.front() == ' ')) out.erase(0, 1);
  return out;
}

}  // namespace

std::string to_roman(int value) {
  static constexpr std::array kParts = std::to_array<std::pair<int, std::string_view>>({{1000, "M"},
                                                                                        {900, "CM"},
                                                                                        {500, "D"},
                                                                                        {400, "CD"},
                                                                                        {100, "C"},
                                                                                        {90, "XC"},
                                                                                        {50, "L"},
                                                                                        {40, "XL"},
                                                                                        {10, "X"},
                                                                                        {9, "IX"},
                                                                                        {5, "V"},
                                                                                        {4, "IV"},
                                                                                        {1, "I"}});
  std::string out;
  for (const auto& [unit, letters] : kParts)
    for (; value >= unit && out.size() < 32; value -= unit) out += letters;
  return out;
}

NumberToken read_number(std::string_view printed) {
  NumberToken token = Reader(printed).read();
  token.printed = tidy(printed);
  return token;
}

std::string NumberToken::eid(bool basic) const {
  std::string out;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (i == 0 && roman)
      out += to_roman(groups[0]);
    else
      out += fmt::format("{}{}", i == 0 ? "" : basic || !hyphen ? "_" : "-", groups[i]);
  }
  return out + latin_twins(letters);
}

std::vector<NumberToken> NumberToken::lettered_range() const {
  const bool two = range && groups.size() == 2 && groups[0] == groups[1] && letters.size() == 2;
  const size_t first = printed.find_first_not_of("0123456789/");
  if (!two || letters[0] < 'a' || letters[0] >= letters[1] || letters[1] > 'z' || first == std::string::npos)
    return {};
  std::vector<NumberToken> out;
  for (int step = 0; step <= letters[1] - letters[0]; ++step)
    out.push_back(read_number(printed.substr(0, first) + static_cast<char>(printed[first] + step)));
  return out;
}

std::strong_ordering compare_numbers(const NumberToken& a, const NumberToken& b) {
  const auto groups = std::lexicographical_compare_three_way(a.groups.begin(), a.groups.end(),
                                                             b.groups.begin(), b.groups.end());
  if (std::is_neq(groups)) return groups;
  if (a.letters.size() != b.letters.size()) return a.letters.size() <=> b.letters.size();
  return a.letters.compare(b.letters) <=> 0;
}

}  // namespace zakonwatch
