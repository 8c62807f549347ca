// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "law/change.h"

namespace zakonwatch {

// The JSON of one change as `zakonwatch diff` prints it (contract.md); also what record.db keeps.
std::string change_to_json(const Change& change);
Result<Change> change_from_json(std::string_view json);
std::string roll_up_to_json(const ArticleRollUp& article);

}  // namespace zakonwatch
