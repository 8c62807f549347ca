// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace zakonwatch {

// How words of texts and of the files in sources/lexicon are made comparable, and when one is met by the
// other.

// Appends the word folded: lower case, look-alike letters of the other script, apostrophes, Turkic letters.
void fold_word(std::string_view word, std::string& out);

// A pattern word of a lexicon file: "конопл*" is a stem, "pastilles" the whole word ("=" in front).
std::string pattern_word(std::string_view text, bool stem);

bool matches_word(std::string_view token, std::string_view pattern);

}  // namespace zakonwatch
