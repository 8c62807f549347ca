// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "diff/compare.h"
#include "law/change.h"

namespace zakonwatch {

enum class SummaryLanguage { en, ru };

// One line from facts only: where, what changed beside what stays, on its face, by which act, from when.
// Nothing in it was not read from the two texts or their metadata.
std::string summary_line(const Change& change, const Act& new_act, const CompareInput& input,
                         SummaryLanguage language);

}  // namespace zakonwatch
