// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/environment.h"
#include "base/clock.h"

namespace zakonwatch {

class Record;

struct PruneReport {
  int64_t records = 0;              // archive records taken out, or that would be
  int64_t octets = 0;               // that they take on the disk
  std::vector<std::string> faults;  // files of the archive that were left alone, and why
};

// Takes the bodies that nothing leans on (Snapshots::unneeded) and that were fetched before an instant out of
// the archive. Whatever a version was read from stays, and with it what every change and citation names; the
// ledger stays whole, with the hashes of what is gone, and the record says nothing else than before. Can be
// killed at any moment and run again. The caller holds the state's lock.
PruneReport prune(Environment& environment, Record& record, Instant before, bool rehearsal);

}  // namespace zakonwatch
