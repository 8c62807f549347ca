// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "law/change.h"

namespace zakonwatch {

// Differences by words (ICU word boundaries, numbers with units and abbreviations kept whole), cleaned up so
// that a person reads phrases: tiny equalities between edits are absorbed, edges lie at word boundaries.
// Equal spans are equal byte for byte; words that are alike only when folded are paired as one deletion and
// one insertion. Linear-space Myers with a cost cap; past the cap a differing stretch is one deletion and
// one insertion, and `coarse` says so.
Redline redline(std::string_view old_text, std::string_view new_text, const FoldRules& rules = {},
                bool* coarse = nullptr);

// A row's cells as one text, " | " between.
std::string joined_cells(const std::vector<std::string>& cells);
// The same of a table's row, cell by cell: no edit runs over the border of two cells. Rows of different
// widths are compared as texts.
Redline row_redline(const std::vector<std::string>& before, const std::vector<std::string>& after,
                    const FoldRules& rules = {}, bool* coarse = nullptr);

}  // namespace zakonwatch
