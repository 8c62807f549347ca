// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace zakonwatch {

class Record;

// Everything the record can say of itself without the archive: SQLite's own checks, the ledger's chain, and
// every snapshot, version and change against its hash. One sentence per finding, the first bad row of each
// kind; empty when all is sound. Rows of a file that SQLite itself finds damaged are not looked at.
std::vector<std::string> verify_record(Record& record);

}  // namespace zakonwatch
