// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/source.h"
#include "store/schedule.h"

namespace zakonwatch {

// What is watched, a line per country: for each kind of source how it was verified and how it is now. Fits 80
// columns. Of several sources of a kind the line shows the worst off, and how many there are.
std::string coverage_table(const std::vector<Country>& countries, const std::vector<SourceState>& known);

}  // namespace zakonwatch
