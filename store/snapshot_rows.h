// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "law/snapshot.h"
#include "store/sqlite.h"

namespace zakonwatch {

// The columns of a snapshot under a table alias, for statements that join the table; read_snapshot() takes
// them from column `first` on.
std::string snapshot_columns(const std::string& alias);
constexpr int kSnapshotColumns = 14;
Snapshot read_snapshot(const Statement& row, int first = 0);

}  // namespace zakonwatch
