// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace zakonwatch {

// What a code point is to the reader of words (diff/tokens.cpp).
enum class CharacterClass : uint8_t {
  space,
  letter,
  digit,
  extend,   // combining marks and their kin: belong to what stands before
  joiner,   // soft hyphen and zero-width characters: seen by nobody, stay inside a word
  mark,     // punctuation and symbols
  complex,  // needs the break tables of UAX #29
};
CharacterClass character_class(char32_t c);

}  // namespace zakonwatch
