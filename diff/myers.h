// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zakonwatch {

// A shortest edit script over symbols: which of either side stand alone. What is not marked on one side
// equals, in order, what is not marked on the other.
struct EditScript {
  std::vector<bool> removed, inserted;  // per symbol of a, of b
  bool coarse = false;                  // the budget ran out: the script is right but not the shortest
};

// Myers' O(ND) difference, linear in space (E. Myers, An O(ND) Difference Algorithm and Its Variations,
// 1986). O(ND) is quadratic for texts with little in common, so work is counted: a search that grows too
// costly splits at the furthest point reached, and when `budget` steps are spent the rest of each box is one
// deletion and one insertion. Two million shuffled words end in a fraction of a second.
constexpr long kDiffBudget = 24'000'000;
EditScript shortest_edit(std::span<const uint32_t> a, std::span<const uint32_t> b, long budget = kDiffBudget);

}  // namespace zakonwatch
