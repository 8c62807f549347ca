// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence_check.h"

#include <fmt/core.h>

#include <set>

#include "app/point_in_time.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "crawler/warc.h"
#include "index/index_check.h"
#include "store/documents.h"
#include "store/index_feed.h"
#include "store/ledger.h"
#include "store/verify.h"
#include "store/versions.h"
#include "store/wal_check.h"

namespace zakonwatch {
namespace {

class Check {
 public:
  Check(Record& record, std::filesystem::path warc)
      : versions_(record), snapshots_(record), warc_(std::move(warc)) {}

  void act(const ActId& id) {
    for (const Expression& expression : versions_.expressions(id))
      for (const Version& version : versions_.of(expression.id)) {
        ++report.texts;
        if (checked_.insert(version.snapshot.value).second) body(version.snapshot);
      }
  }
  void all() {
    for (const auto& row : versions_.acts()) act(row.id);
    std::set<int64_t> may_be_gone;
    for (const Snapshot& one : snapshots_.unneeded(Instant::max())) may_be_gone.insert(one.id.value);
    snapshots_.each([&](const Snapshot& one) {
      if (!checked_.insert(one.id.value).second || one.warc.file.empty()) return;
      body(one.id, may_be_gone.count(one.id.value) > 0);
    });
  }
  EvidenceReport report;

 private:
  void body(SnapshotId id, bool may_be_gone = false) {
    const auto row = snapshots_.get(id);
    if (!row) {
      report.faults.push_back(fmt::format("snapshot {} is missing from the record", id.value));
      return;
    }
    const auto bytes = read_archived_body(warc_, row->warc);
    if (!bytes && may_be_gone && bytes.error().kind == ErrorKind::not_found) {
      ++report.pruned;
      return;
    }
    ++report.bodies;
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

namespace {

// The index proves nothing, and can be built anew; but one that is damaged finds too little, and one that
// knows more than the record tells of rows that are gone.
std::vector<std::string> index_faults(const std::filesystem::path& folder, Record& record) {
  const IndexState index = check_index(folder, true);
  if (index.kind == IndexState::Kind::damaged)
    return {
        fmt::format("the search index is damaged ({}): `zakonwatch reindex` builds it anew", index.problem)};
  if (index.kind == IndexState::Kind::sound && index.last_seq > IndexFeed(record).last_seq())
    return {
        "the search index knows more than the record: rows of the record are lost, or an older one was "
        "restored"};
  return {};
}

}  // namespace

EvidenceReport check_evidence(Environment& environment, const std::string& act) {
  // Before anybody opens the database, who would tidy its log away.
  const std::string log = wal_problem(environment.state() / "record.db");
  const auto record = open_record_for_reading(environment);
  Check check(*record, environment.state() / "warc");
  // What the record says of itself, each row against its hash; then the archive against the record.
  check.report.faults = verify_record(*record);
  check.report.entries = Ledger(*record).head().seq;
  if (act.empty())
    check.all();
  else
    check.act(ActId(act));
  auto& faults = check.report.faults;
  if (!log.empty()) faults.insert(faults.begin(), log);
  if (act.empty())
    for (std::string& fault : index_faults(environment.state() / "index", *record))
      faults.push_back(std::move(fault));
  return std::move(check.report);
}

}  // namespace zakonwatch
