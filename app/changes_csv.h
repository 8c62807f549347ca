// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "store/changes.h"

namespace zakonwatch {

// Changes as a table for spreadsheets (RFC 4180). A cell that a spreadsheet would take for a formula begins
// with an apostrophe: law text is not ours, and a formula in it would run on the reader's machine.
std::string changes_csv_head();
std::string changes_csv_row(const RecordedChange& change);

}  // namespace zakonwatch
