// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/text.h"
#include "law/change.h"

namespace zakonwatch {

// Differences by words (ICU word boundaries, numbers with units and abbreviations kept whole), cleaned up so
// that a person reads phrases: tiny equalities between edits are absorbed, edges lie at word boundaries.
// Linear-space Myers with a cost cap; past the cap the differing middle is one delete and one insert.
Redline redline(std::string_view old_text, std::string_view new_text, const FoldRules& rules = {});

}  // namespace zakonwatch
