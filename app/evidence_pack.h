// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/environment.h"
#include "store/changes.h"

namespace zakonwatch {

// What lies in the pack and what could not be put there.
struct EvidencePack {
  std::vector<std::string> files;    // names within the pack
  std::vector<std::string> missing;  // sentences: a body that is gone, a hash that does not match
};

// Everything that proves one change, for somebody who has never heard of Zakonwatch: the answers of the site
// as they came (WARC 1.1), both bodies and both texts, the redline, the ledger's entries from the first of
// the four that vouch for it to today's head, and a README whose commands need nothing but a Unix shell.
// Written beside and renamed: `output` is a folder, or a zip file where its name ends in ".zip"; an existing
// folder is refused, an existing file replaced.
EvidencePack write_evidence_pack(Environment& environment, Record& record, const RecordedChange& change,
                                 const std::filesystem::path& output);

}  // namespace zakonwatch
