// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "diff/tokens.h"

namespace zakonwatch {

// A text with its tokens.
struct TokenText {
  std::string_view text;
  std::vector<Token> tokens;
  size_t size() const { return tokens.size(); }
  std::string_view at(size_t i) const { return tokens[i].in(text); }
};

// A stretch of tokens of the old text that gave way to a stretch of the new. Between two hunks both texts
// are equal, token by token.
struct Hunk {
  uint32_t old_begin = 0, old_end = 0, new_begin = 0, new_end = 0;
  bool removes() const { return old_begin < old_end; }
  bool inserts() const { return new_begin < new_end; }
};

// Turns a shortest script into one that reads: equalities too small to help the reader are absorbed by the
// edits around them (never across the end of a sentence), and pure insertions and deletions slide to where a
// phrase begins.
std::vector<Hunk> clean_up(std::vector<Hunk> hunks, const TokenText& old_text, const TokenText& new_text);

}  // namespace zakonwatch
