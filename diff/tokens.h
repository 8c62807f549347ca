// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace zakonwatch {

enum class TokenKind : uint8_t { space, word, mark };

// A piece of text that a reader takes as one: a word, a number with its unit, an abbreviation, "и/или", a
// punctuation mark, a run of white space. Tokens tile the text and never split a grapheme cluster (UAX #29).
struct Token {
  uint32_t begin = 0, end = 0;  // bytes
  TokenKind kind = TokenKind::space;
  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

// Cost linear in the text. Scripts whose clusters or words need the tables of UAX #29 (Indic, CJK, Thai,
// emoji, Hangul) go through ICU's break iterators; the others are read directly, ten times faster.
std::vector<Token> tokens(std::string_view text);

}  // namespace zakonwatch
