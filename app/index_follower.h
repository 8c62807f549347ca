// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "app/environment.h"
#include "base/result.h"
#include "store/record.h"

namespace zakonwatch {

// The index follows the record by sequence number; whatever happens to it, it can be made again from there.
// Returns the number of events taken in. A damaged or foreign index is rebuilt, and the log says so.
Result<int64_t> catch_up_index(Environment& environment, Record& record, const std::filesystem::path& folder);
// A new index beside the one in use, then swapped in.
Result<int64_t> rebuild_index(Environment& environment, Record& record, const std::filesystem::path& folder);

}  // namespace zakonwatch
