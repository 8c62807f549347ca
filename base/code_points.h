// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

// What a code point is and what it folds to. ICU is asked once for each code point of the region's scripts:
// patterns look at every letter of every page many times over.
namespace zakonwatch {

namespace code_points {

enum Property : uint8_t { kSpace = 1, kLetter = 2, kUpper = 4, kWord = 8 };

// Latin, Greek, Cyrillic, Armenian, Georgian and all punctuation stand below this.
constexpr char32_t kTabled = 0x2E80;

struct Table {
  std::array<uint8_t, kTabled> properties{};
  std::array<char32_t, kTabled> folded{}, lookalike{}, shape{};
  Table();
};

inline const Table& table() {
  static const Table kTable;
  return kTable;
}

bool has_untabled(char32_t c, Property property);
char32_t fold_untabled(char32_t c);
char32_t lookalike_untabled(char32_t c);
char32_t shape_untabled(char32_t c);

inline bool has(char32_t c, Property property) {
  return c < kTabled ? (table().properties[c] & property) != 0 : has_untabled(c, property);
}

}  // namespace code_points

// Letters, digits and combining marks.
inline bool is_word_char(char32_t c) { return code_points::has(c, code_points::kWord); }
inline bool is_letter(char32_t c) { return code_points::has(c, code_points::kLetter); }
inline bool is_upper(char32_t c) { return code_points::has(c, code_points::kUpper); }
inline bool is_space(char32_t c) { return code_points::has(c, code_points::kSpace); }

// One character folded for matching: lower case, quotes, dashes and superscripts as their plain forms.
inline char32_t fold_char(char32_t c) {
  return c < code_points::kTabled ? code_points::table().folded[c] : code_points::fold_untabled(c);
}
// The lower-case Cyrillic letter that c is or looks like; c folded where it looks like none.
inline char32_t lookalike(char32_t c) {
  return c < code_points::kTabled ? code_points::table().lookalike[c] : code_points::lookalike_untabled(c);
}
// One for all characters that fold_char or lookalike makes equal, in however many steps: b, B, В and в.
inline char32_t shape(char32_t c) {
  return c < code_points::kTabled ? code_points::table().shape[c] : code_points::shape_untabled(c);
}

}  // namespace zakonwatch
