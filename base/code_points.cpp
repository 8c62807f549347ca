// SPDX-License-Identifier: GPL-3.0-or-later
#include <unicode/uchar.h>

#include <array>
#include <utility>

#include "base/text.h"

namespace zakonwatch {
namespace {

// Latin letters that look like Cyrillic ones, both cases.
constexpr std::array<std::pair<char32_t, char32_t>, 30> kLookalikes = {{
    {'A', 0x410}, {'B', 0x412}, {'C', 0x421},  {'E', 0x415},  {'H', 0x41D},  {'I', 0x406},
    {'J', 0x408}, {'K', 0x41A}, {'M', 0x41C},  {'O', 0x41E},  {'P', 0x420},  {'S', 0x405},
    {'T', 0x422}, {'X', 0x425}, {'Y', 0x423},  {'a', 0x430},  {'c', 0x441},  {'e', 0x435},
    {'i', 0x456}, {'j', 0x458}, {'k', 0x43A},  {'o', 0x43E},  {'p', 0x440},  {'s', 0x455},
    {'x', 0x445}, {'y', 0x443}, {0xEF, 0x457}, {0xCF, 0x407}, {0xEB, 0x451}, {0xCB, 0x401},
}};

}  // namespace

namespace code_points {
namespace {

bool space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c == 0x2060 || c == 0xFEFF;
}

bool word_char(char32_t c) {
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return digit_value(c) >= 0 || (mask & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

char32_t folded(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (const int digit = digit_value(c); digit >= 0) return static_cast<char32_t>('0' + digit);
  if (space(c)) return ' ';
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(plain_mark(c))));
}

char32_t shape_of(char32_t c) {
  return folded(as_cyrillic(static_cast<char32_t>(u_toupper(static_cast<UChar32>(folded(c))))));
}

uint8_t properties_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return static_cast<uint8_t>((space(c) ? kSpace : 0) | (u_isalpha(point) != 0 ? kLetter : 0) |
                              (u_isupper(point) != 0 ? kUpper : 0) | (word_char(c) ? kWord : 0));
}

}  // namespace

Table::Table() {
  for (char32_t c = 0; c < kTabled; ++c) {
    properties[c] = properties_of(c);
    folded[c] = code_points::folded(c);
    lookalike[c] = code_points::folded(as_cyrillic(c));
    shape[c] = shape_of(c);
  }
}

bool has_untabled(char32_t c, Property property) { return (properties_of(c) & property) != 0; }
char32_t fold_untabled(char32_t c) { return folded(c); }
char32_t lookalike_untabled(char32_t c) { return folded(as_cyrillic(c)); }
char32_t shape_untabled(char32_t c) { return shape_of(c); }

}  // namespace code_points

int digit_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c == 0xB9) return 1;
  if (c == 0xB2 || c == 0xB3) return static_cast<int>(c - 0xB0);
  if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079)) return static_cast<int>(c - 0x2070);
  if (c >= 0x2080 && c <= 0x2089) return static_cast<int>(c - 0x2080);
  return -1;
}
bool is_superscript_digit(char32_t c) { return c > 0x7F && c < 0x2080 && digit_value(c) >= 0; }

char32_t as_cyrillic(char32_t c) {
  for (const auto& [latin, cyrillic] : kLookalikes)
    if (latin == c) return cyrillic;
  return c;
}
char32_t as_latin(char32_t c) {
  for (const auto& [latin, cyrillic] : kLookalikes)
    if (cyrillic == c) return latin;
  return c;
}

char32_t plain_mark(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2BC:
    case 0x2B9:
    case 0x60:
    case 0xB4:
    case 0x2032:
      return '\'';
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2039:
    case 0x203A:
    case 0x2033:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xAF:
      return '-';
    case 0x2116:
      return 'N';
    default:
      return c;
  }
}

}  // namespace zakonwatch
