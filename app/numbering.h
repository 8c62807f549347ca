// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/source.h"

namespace zakonwatch {

// An item's key as its number in a series: "DU/2026/105" is 105 of "DU/2026/#".
struct NumberedKey {
  std::string series;  // the key with '#' in the number's place
  int64_t number = 0;
  size_t width = 0;  // of a number printed with zeros in front, else 0

  std::string key_of(int64_t other) const;  // the series' key for another number
};
std::optional<NumberedKey> numbered_key(std::string_view key, const NumberRule& rule);

// What a pass over a list says of its series: the keys that it skipped between the highest number known
// before (`highest`, nothing where the series is new) and the highest it holds, and what that is. A list that
// seems to skip more than kMostMissing in a row has been cut or renumbered: then `jumped` says so and nothing
// counts as missing.
struct SkippedNumbers {
  struct Series {
    std::string series;
    int64_t highest = 0;
    std::vector<std::string> missing;
    bool jumped = false;
  };
  std::vector<Series> series;
};
constexpr int64_t kMostMissing = 500;
SkippedNumbers skipped_numbers(
    const std::vector<std::string>& listed, const NumberRule& rule,
    const std::function<std::optional<int64_t>(const std::string& series)>& highest);

}  // namespace zakonwatch
