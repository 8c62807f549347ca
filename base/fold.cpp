// SPDX-License-Identifier: GPL-3.0-or-later
// Folding: what a comparison must not see (declared in base/text.h).
#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {
namespace {

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

bool is_combining(char32_t c) { return c >= 0x300 && c < 0x370; }

// Before anything is composed: what prints nothing may stand between a letter and its mark.
std::string without_dropped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (!is_dropped(next_code_point(text, at))) out.append(text.substr(begin, at - begin));
  }
  return out;
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

std::string fold(std::string_view text, const FoldRules& rules) {
  std::u32string points = to_code_points(to_nfc(without_dropped(text)));
  for (char32_t& c : points) {
    c = plain_mark(c);
    if (rules.yo_is_ye && c == 0x451) c = 0x435;
    if (rules.yo_is_ye && c == 0x401) c = 0x415;
    if (rules.case_insensitive) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  }
  if (rules.lookalikes) unify_scripts(points);
  std::string out = from_code_points(squeeze(points));
  // A letter that became another one may now join the mark behind it: a Latin y with a breve, as ў.
  return std::any_of(points.begin(), points.end(), is_combining) ? to_nfc(out) : out;
}

}  // namespace zakonwatch
