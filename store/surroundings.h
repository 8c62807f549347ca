// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "store/changes.h"

namespace zakonwatch {

// Earlier changes of the same article, the newest first: one for each edition that touched it. Editorial ones
// and those that turned out to be none are left out.
std::vector<RecordedChange> earlier_changes(Record& record, const RecordedChange& change, size_t most);

// Titles of the other acts that the same amending act changed, also of those that are no business of drugs;
// none where the source names no amending act.
std::vector<std::string> acts_changed_with(Record& record, const RecordedChange& change, size_t most);

// Another number whenever somebody else has written to the record.
int64_t stamp_of(Record& record);

}  // namespace zakonwatch
