// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/verify.h"

#include "store/changes.h"
#include "store/documents.h"
#include "store/ledger.h"
#include "store/versions.h"

namespace zakonwatch {

std::vector<std::string> verify_record(Record& record) {
  std::vector<std::string> findings = record.problems();
  if (!findings.empty()) return findings;
  const auto note = [&](const Result<int64_t>& checked) {
    if (!checked) findings.push_back(checked.error().sentence());
  };
  note(Ledger(record).verify());
  note(Snapshots(record).verify());
  note(Versions(record).verify());
  note(Changes(record).verify());
  return findings;
}

}  // namespace zakonwatch
