// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zakonwatch {

// Numbers that a browser or a word processor draws before the items of a list, and that are in no text: to a
// reader, and to whoever cites them, they are the law's numbers.
enum class CounterStyle {
  none,
  decimal,
  lower_letter,
  upper_letter,
  lower_roman,
  upper_roman,
  lower_cyrillic,  // ECMA-376 russianLower: а, б, … without ё, й, ъ, ь
  upper_cyrillic,
};
// What comes behind the last letter: CSS counts on (z, aa, ab), Word doubles (z, aa, bb).
enum class BeyondLetters { count_on, repeat };

// A counter's value from 1 on, without the marks around it; empty where the style has no sign for it.
std::string counter_text(CounterStyle style, int64_t value, BeyondLetters beyond);

// Names of CSS and HTML ("lower-alpha", "a"), and of Word ("lowerLetter"). Unknown ones are decimal, as in
// both.
CounterStyle css_counter(std::string_view name);
CounterStyle word_counter(std::string_view name);

// Whether a text begins with what may be an item's own number: "1.", "2)", "(a)", "а)", "IV.", "§", "–".
bool begins_with_marker(std::string_view text);

}  // namespace zakonwatch
