// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zakonwatch {

// One thing a person asked for.
struct QueryItem {
  enum class Kind { word, prefix, phrase, number } kind = Kind::word;
  std::string printed;             // as typed, without quotes, star and sign
  std::vector<std::string> terms;  // folded; one but for phrases
  bool excluded = false;           // -word
  bool optional = false;           // "ст." before a number
};

constexpr size_t kLongestQuery = 256;  // bytes

// Words, "phrases", word*, -word, numbers with inserts (228.1, 321-1, 253¹). Anything typed is understood
// somehow: an open quote runs to the end, other marks separate. Errors of kind usage: nothing to look for,
// longer than 256 bytes, a star after fewer than two letters.
Result<std::vector<QueryItem>> read_query(std::string_view text);

}  // namespace zakonwatch
