// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_points.h"

// Text is valid UTF-8 in NFC from the moment parsers hand it over. Nothing here depends on the locale.
namespace zakonwatch {

// ---- UTF-8 ---------------------------------------------------------------------------------------------
bool is_valid_utf8(std::string_view bytes);
// Every ill-formed sequence becomes U+FFFD (WHATWG "maximal subpart" practice); `replaced` counts them.
std::string repair_utf8(std::string_view bytes, size_t* replaced = nullptr);
// Decodes the code point at `at` and moves `at` past it; U+FFFD on ill-formed input.
char32_t next_multibyte(std::string_view text, size_t& at);
inline char32_t next_code_point(std::string_view text, size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return ++at, lead;
  if (lead >= 0xC2 && lead < 0xE0 && at + 1 < text.size()) {
    const auto next = static_cast<unsigned char>(text[at + 1]);
    if ((next & 0xC0U) == 0x80U) return at += 2, (lead & 0x1FU) << 6U | (next & 0x3FU);
  }
  return next_multibyte(text, at);
}
void append_utf8(std::string& out, char32_t code_point);
std::u32string to_code_points(std::string_view text);
std::string from_code_points(std::u32string_view text);

// ---- Normal forms --------------------------------------------------------------------------------------
std::string to_nfc(std::string_view text);
std::string to_lower(std::string_view text);  // full Unicode mapping, root locale: I is i also in tr_TR
// White space of every kind (NBSP, thin spaces, ideographic) to one space, ends trimmed; LF kept as LF when
// `keep_lines`, with no space around it and no empty lines.
std::string squeeze_space(std::string_view text, bool keep_lines = false);
std::string_view trim(std::string_view text);  // ASCII white space and NBSP
// C0/C1 controls, bidi controls and zero-width characters removed: for headers and terminals.
std::string strip_controls(std::string_view text);

// ---- Folding -------------------------------------------------------------------------------------------
// What a comparison must not see (design.md section 5). The language profile says which rules apply.
struct FoldRules {
  bool yo_is_ye = false;   // ё = е (Russian prints both)
  bool lookalikes = true;  // Latin letters inside a Cyrillic word, and the reverse, are typing slips
  bool case_insensitive = false;
};
// Quotes and dashes to one kind, apostrophes to ', soft hyphens and zero-width characters dropped, spaces
// squeezed (also before closing punctuation), № and N° as printed kept apart from nothing: "№" folds to "N".
std::string fold(std::string_view text, const FoldRules& rules = {});

// Quotes, apostrophes and dashes of all kinds as one each; the numero sign as N; other characters as they
// are.
char32_t plain_mark(char32_t c);
// The letter of the other script that looks the same; c itself where none does.
char32_t as_cyrillic(char32_t c);
char32_t as_latin(char32_t c);
// fold_char, lookalike and shape: base/code_points.h.

// ---- Words and small tools -----------------------------------------------------------------------------
// is_word_char, is_letter, is_upper, is_space: base/code_points.h.
bool is_superscript_digit(char32_t c);
int digit_value(char32_t c);  // 0-9 also for superscripts and subscripts; -1 otherwise
// Digits as Unicode superscripts (12 -> ¹²); other characters stay.
std::string to_superscript(std::string_view text);
std::string to_subscript(std::string_view text);

struct Word {
  uint32_t begin = 0, end = 0;  // bytes in the text
};
// Maximal runs of word characters; an apostrophe or hyphen between two letters stays inside ("п'ять").
std::vector<Word> words(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> lines(std::string_view text);
std::string replace_all(std::string text, std::string_view what, std::string_view with);
bool starts_with_nocase(std::string_view text, std::string_view prefix);  // ASCII case
// Number of edits (Damerau, adjacent swaps count one) up to a small limit: for "did you mean".
int edit_distance(std::string_view a, std::string_view b);
size_t skip_separators(std::string_view text, size_t at);  // past spaces, dots, dashes, colons, asterisks
// The first n grapheme clusters, with "…" when cut; never splits a character a reader sees as one.
std::string ellipsis(std::string_view text, size_t graphemes);
size_t display_width(std::string_view text);  // terminal columns, wide and combining characters counted

}  // namespace zakonwatch
