// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/language.h"
#include "law/masked_text.h"

namespace zakonwatch {

// A word, number or mark of a sentence, as far as it may be part of a reference.
struct ReferenceToken {
  enum class Kind { word, unit, number, ordinal, letter, join, to, after };
  Kind kind = Kind::word;
  ProvisionType unit = ProvisionType::article;
  ProvisionType below = ProvisionType::article;  // what the word means inside an article: "§" in Poland
  std::string number;                            // of number, ordinal and letter tokens, as printed
  size_t begin = 0, end = 0;
};

// "24-րդ", "3-ші", "234.1-ci" give the number alone, "1-баптың" a number and a unit; "першій" is the
// ordinal 1.
std::vector<ReferenceToken> reference_tokens(const MaskedText& clause, const LanguageProfile& profile);

}  // namespace zakonwatch
