// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/environment.h"

namespace zakonwatch {

struct EvidenceReport {
  int64_t entries = 0, bodies = 0, texts = 0;
  int64_t pruned = 0;               // bodies that nothing leans on and that `prune` took out
  std::vector<std::string> faults;  // sentences, the first bad entry first
};

// Recomputes, from files alone: the ledger's chain, the SHA-256 of every archived body that a snapshot names,
// and the hash of every version's text as the record holds it; SQLite's log frame by frame; the search index
// block by block. With an act id, only that act's.
EvidenceReport check_evidence(Environment& environment, const std::string& act);

}  // namespace zakonwatch
