// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "store/changes.h"

namespace zakonwatch {

// One of the two editions that a change compares, as far as its README must know it.
struct EvidenceSide {
  std::string name;        // "old", "new": its folder
  std::string body;        // file name of the body within the folder; empty where it is missing
  std::string unpack;      // how the body comes out of response.http: a shell filter, empty for "as it is"
  bool chunked = false;    // sent in chunks: no single standard command takes them apart
  size_t body_octets = 0;  // of what follows the head in response.http
  int64_t response_entry = 0, version_entry = 0;  // sequence numbers in the ledger
  std::string text_sha256;
  Snapshot snapshot;
};

// The pack's README.md: what each file is, and how to check all of it with standard tools, without us.
std::string evidence_readme(const RecordedChange& change, const EvidenceSide& old_side,
                            const EvidenceSide& new_side, const std::string& head_hash,
                            const std::vector<std::string>& missing);

}  // namespace zakonwatch
