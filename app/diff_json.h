// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/overview.h"
#include "law/change.h"

namespace zakonwatch {

// The document of `diff --json` (contract). `listed` are the changes of the set to be shown; the counts are
// of all. `reconciliation` is JSON, or empty.
std::string diff_to_json(const ChangeSet& set, const std::vector<const Change*>& listed,
                         const Overview& overview, const std::vector<std::string>& doubts,
                         const std::string& reconciliation);

}  // namespace zakonwatch
