// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/pattern.h"

namespace zakonwatch::pattern_detail {

enum class Hole { number, roman, letter, act, quantity, unit, date, word, quotation, any };

// A place where a hole may end, and what it then means.
struct HoleEnd {
  size_t end;
  std::optional<double> value;
};

// Every way a hole can be filled from `at`, best first. `limit` is N of <any:N>; `last` says that nothing
// follows the hole in the pattern.
std::vector<HoleEnd> hole_ends(Hole hole, int limit, bool last, std::string_view text, size_t at,
                               const NumberWords* numbers);

}  // namespace zakonwatch::pattern_detail
