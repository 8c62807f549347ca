// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence_check.h"

#include <fmt/core.h>

#include <set>

#include "app/point_in_time.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "crawler/warc.h"
#include "store/documents.h"
#include "store/ledger.h"
#include "store/versions.h"

namespace zakonwatch {
namespace {

class Check {
 public:
  Check(Record& record, std::filesystem::path warc)
      : versions_(record), snapshots_(record), warc_(std::move(warc)) {}

  void act(const ActId& id) {
    for (const Expression& expression : versions_.expressions(id))
      for (const Version& version : versions_.of(expression.id)) {
        text(id, version);
        if (checked_.insert(version.snapshot.value).second) body(version.snapshot);
      }
  }
  void snapshot(const Snapshot& held) {
    if (checked_.insert(held.id.value).second) body(held.id);
  }
  void all_acts() {
    for (const auto& row : versions_.acts()) act(row.id);
    for (const Snapshot& held : snapshots_.held()) snapshot(held);
  }
  EvidenceReport report;

 private:
  void text(const ActId& id, const Version& version) {
    ++report.texts;
    if (act_text_hash(versions_.load(version.id)) != version.text_sha256)
      report.faults.push_back(fmt::format("{}: the text of version {} is not what its ledger entry says",
                                          id.value, version.id.value));
  }
  void body(SnapshotId id) {
    const auto row = snapshots_.get(id);
    if (!row) {
      report.faults.push_back(fmt::format("snapshot {} is missing from the record", id.value));
      return;
    }
    ++report.bodies;
    const auto bytes = read_archived_body(warc_, row->warc);
    if (!bytes)
      report.faults.push_back(
          fmt::format("snapshot {} ({}): {}", id.value, row->url, bytes.error().sentence()));
    else if (sha256_hex(*bytes) != row->body_sha256)
      report.faults.push_back(fmt::format(
          "snapshot {} ({}): the archived body is not the one that was hashed", id.value, row->url));
  }

  Versions versions_;
  Snapshots snapshots_;
  std::filesystem::path warc_;
  std::set<int64_t> checked_;
};

}  // namespace

EvidenceReport check_evidence(Environment& environment, const std::string& act) {
  const auto record = open_record_for_reading(environment);
  Check check(*record, environment.state() / "warc");
  const auto chain = Ledger(*record).verify();
  if (chain)
    check.report.entries = *chain;
  else
    check.report.faults.push_back(chain.error().sentence());
  for (const std::string& problem : record->problems())
    check.report.faults.push_back("record.db: " + problem);
  if (act.empty())
    check.all_acts();
  else
    check.act(ActId(act));
  return std::move(check.report);
}

}  // namespace zakonwatch
