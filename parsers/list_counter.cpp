// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/list_counter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "law/number_token.h"

namespace zakonwatch {
namespace {

constexpr std::array<std::string_view, 26> kLatin{"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                                  "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                                  "s", "t", "u", "v", "w", "x", "y", "z"};
constexpr std::array<std::string_view, 29> kCyrillic{"а", "б", "в", "г", "д", "е", "ж", "з", "и", "к",
                                                     "л", "м", "н", "о", "п", "р", "с", "т", "у", "ф",
                                                     "х", "ц", "ч", "ш", "щ", "ы", "э", "ю", "я"};
constexpr int kHighest = 3999;            // Roman numerals end there; no list of a law is longer
constexpr size_t kLongestMarker = 12;     // bytes of an item's own number
constexpr std::string_view kEnds = ".)";  // what ends it

template <size_t N>
std::string letters(const std::array<std::string_view, N>& alphabet, int64_t value, BeyondLetters beyond) {
  const auto size = static_cast<int64_t>(N);
  std::string out;
  if (beyond == BeyondLetters::repeat) {
    for (int64_t i = 0; i <= (value - 1) / size; ++i)
      out += alphabet[static_cast<size_t>((value - 1) % size)];
    return out;
  }
  for (; value > 0; value = (value - 1) / size)
    out.insert(0, alphabet[static_cast<size_t>((value - 1) % size)]);
  return out;
}

std::string capitals(std::string_view letters) {
  std::string out;
  for (size_t at = 0; at < letters.size();) append_utf8(out, next_code_point(letters, at) - 0x20);
  return out;
}

template <size_t N>
CounterStyle named(std::string_view name,
                   const std::array<std::pair<std::string_view, CounterStyle>, N>& all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == name; });
  return found == all.end() ? CounterStyle::decimal : found->second;
}

// "a", "б", "aa".
bool is_one_letter(std::string_view marker) {
  size_t at = 0;
  const char32_t first = next_code_point(marker, at);
  return is_letter(first) && (at == marker.size() || marker.substr(at) == marker.substr(0, at));
}

}  // namespace

std::string counter_text(CounterStyle style, int64_t value, BeyondLetters beyond) {
  if (style == CounterStyle::none || value < 1 || value > kHighest) return {};
  switch (style) {
    case CounterStyle::lower_letter:
      return letters(kLatin, value, beyond);
    case CounterStyle::upper_letter:
      return capitals(letters(kLatin, value, beyond));
    case CounterStyle::lower_cyrillic:
      return letters(kCyrillic, value, beyond);
    case CounterStyle::upper_cyrillic:
      return capitals(letters(kCyrillic, value, beyond));
    case CounterStyle::lower_roman:
      return to_lower(to_roman(static_cast<int>(value)));
    case CounterStyle::upper_roman:
      return to_roman(static_cast<int>(value));
    default:
      return std::to_string(value);
  }
}

CounterStyle css_counter(std::string_view name) {
  using enum CounterStyle;
  static constexpr std::array<std::pair<std::string_view, CounterStyle>, 14> kNames{{
      {"none", none},
      {"disc", none},
      {"circle", none},
      {"square", none},
      {"a", lower_letter},
      {"lower-alpha", lower_letter},
      {"lower-latin", lower_letter},
      {"A", upper_letter},
      {"upper-alpha", upper_letter},
      {"upper-latin", upper_letter},
      {"i", lower_roman},
      {"lower-roman", lower_roman},
      {"I", upper_roman},
      {"upper-roman", upper_roman},
  }};
  return named(name, kNames);
}

CounterStyle word_counter(std::string_view name) {
  using enum CounterStyle;
  static constexpr std::array<std::pair<std::string_view, CounterStyle>, 8> kNames{{
      {"none", none},
      {"bullet", none},
      {"lowerLetter", lower_letter},
      {"upperLetter", upper_letter},
      {"lowerRoman", lower_roman},
      {"upperRoman", upper_roman},
      {"russianLower", lower_cyrillic},
      {"russianUpper", upper_cyrillic},
  }};
  return named(name, kNames);
}

bool begins_with_marker(std::string_view text) {
  text = trim(text);
  for (const std::string_view sign : {"§", "–", "—", "-", "•", "("})
    if (text.starts_with(sign)) return true;
  const size_t end = text.find_first_of(kEnds);
  if (end == std::string_view::npos || end == 0 || end > kLongestMarker) return false;
  const std::string_view marker = text.substr(0, end);
  const bool digits = marker[0] >= '0' && marker[0] <= '9';
  const bool letter = is_one_letter(marker);
  const bool roman = marker.find_first_not_of("IVXLCivxlc") == std::string_view::npos;
  return marker.find(' ') == std::string_view::npos && (digits || letter || roman);
}

}  // namespace zakonwatch
