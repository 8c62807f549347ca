// SPDX-License-Identifier: GPL-3.0-or-later
// Folding: what a comparison must not see (declared in base/text.h).
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
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

bool is_cyrillic(char32_t c) { return c >= 0x400 && c <= 0x52F; }
bool is_latin(char32_t c) { return is_letter(c) && (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)); }

// One word's letters in one script: the script of the letters that have no twin decides.
void unify_script(std::u32string& text, size_t begin, size_t end) {
  int latin = 0, cyrillic = 0, latin_own = 0, cyrillic_own = 0;
  for (size_t i = begin; i < end; ++i) {
    if (is_cyrillic(text[i]))
      ++cyrillic, cyrillic_own += as_latin(text[i]) == text[i] ? 1 : 0;
    else if (is_latin(text[i]))
      ++latin, latin_own += as_cyrillic(text[i]) == text[i] ? 1 : 0;
  }
  if (latin == 0 || cyrillic == 0) return;
  if (cyrillic_own > 0 && latin_own == 0) {
    for (size_t i = begin; i < end; ++i) text[i] = as_cyrillic(text[i]);
  } else if (latin_own > 0 && cyrillic_own == 0) {
    for (size_t i = begin; i < end; ++i) text[i] = as_latin(text[i]);
  } else if (latin_own == 0 && cyrillic_own == 0) {
    for (size_t i = begin; i < end; ++i) text[i] = as_cyrillic(text[i]);
  }
}

void unify_scripts(std::u32string& text) {
  for (size_t begin = 0; begin < text.size();) {
    if (!is_letter(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    unify_script(text, begin, end);
    begin = end;
  }
}

bool is_dropped(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
         c == 0xFEFF;
}

// Quotes, apostrophes and dashes of all kinds as one each; the numero sign as N.
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

bool hugs_left(char32_t c) {
  return c == ',' || c == '.' || c == ';' || c == ':' || c == ')' || c == ']' || c == '!' || c == '?';
}
bool hugs_right(char32_t c) { return c == '(' || c == '['; }

// Spaces squeezed; none before closing marks, after opening ones, or beside a dash.
std::u32string squeeze(const std::u32string& text) {
  std::u32string out;
  out.reserve(text.size());
  bool space = false;
  for (const char32_t c : text) {
    if (is_space(c)) {
      space = true;
      continue;
    }
    const bool keep =
        space && !out.empty() && !hugs_left(c) && c != '-' && !hugs_right(out.back()) && out.back() != '-';
    if (keep) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

}  // namespace

char32_t fold_char(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  const int digit = digit_value(c);
  if (digit >= 0) return static_cast<char32_t>('0' + digit);
  if (is_space(c)) return ' ';
  const char32_t mark = plain_mark(c);
  return mark != c ? fold_char(mark) : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

char32_t lookalike(char32_t c) { return fold_char(as_cyrillic(c)); }

std::string fold(std::string_view text, const FoldRules& rules) {
  std::u32string points = to_code_points(to_nfc(text));
  std::erase_if(points, is_dropped);
  for (char32_t& c : points) {
    c = plain_mark(c);
    if (rules.yo_is_ye && c == 0x451) c = 0x435;
    if (rules.yo_is_ye && c == 0x401) c = 0x415;
    if (rules.case_insensitive) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  }
  if (rules.lookalikes) unify_scripts(points);
  return from_code_points(squeeze(points));
}

}  // namespace zakonwatch
