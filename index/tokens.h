// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zakonwatch {

// One word of a text as the index knows it.
struct Token {
  std::string term;             // folded; empty where nothing is left of the word
  uint32_t begin = 0, end = 0;  // bytes in the text
};

// The words of a text in order; parts of a hyphenated word are words of their own.
std::vector<Token> tokenise(std::string_view text);

// A word as it is indexed and searched: lower case; ё as е; Latin letters without their marks, so that
// "narkotisko vielu" finds "narkotisko vielu" typed with or without them; no apostrophes; Latin look-alikes
// inside a Cyrillic word made Cyrillic; digits of every height plain. Cut at 60 letters.
std::string fold_word(std::string_view word);

// A number token as it is indexed and searched: 253.¹, 253-1 and "253 1" are 253.1; 354а (Cyrillic) is 354a.
std::string normal_number(std::string_view number);
// Whether a run without spaces is a number with inserts: 309, 228.1, 321-1, 253¹, 283a.
bool is_number(std::string_view word);

size_t count_letters(std::string_view term);  // code points

}  // namespace zakonwatch
