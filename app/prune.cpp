// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/prune.h"

#include <fmt/core.h>

#include <map>
#include <set>

#include "app/archive_hold.h"
#include "base/fault.h"
#include "crawler/warc.h"
#include "crawler/warc_blank.h"
#include "store/documents.h"

namespace zakonwatch {
namespace {

using Offsets = std::map<std::string, std::set<int64_t>>;  // by file

class Candidates {
 public:
  Candidates(const std::filesystem::path& warc, Record& record) : warc_(warc), snapshots_(record) {}

  Offsets before(Instant instant) {
    std::set<int64_t> going;
    for (const Snapshot& snapshot : snapshots_.unneeded(instant)) {
      going.insert(snapshot.id.value);
      add(snapshot.warc);
    }
    if (going.empty()) return {};
    snapshots_.each([&](const Snapshot& snapshot) {
      if (going.count(snapshot.id.value) == 0) keep(snapshot.warc);
    });
    return std::move(offsets_);
  }

 private:
  void add(const WarcPosition& position) {
    offsets_[position.file].insert(position.offset);
    for (const WarcPosition& other : others(position)) offsets_[other.file].insert(other.offset);
  }
  // A page of one text may be a page of another, and a body may be revisited.
  void keep(const WarcPosition& position) {
    drop(position);
    for (const WarcPosition& other : others(position)) drop(other);
  }
  void drop(const WarcPosition& position) {
    if (const auto found = offsets_.find(position.file); found != offsets_.end())
      found->second.erase(position.offset);
  }
  // What a record that cannot be read leans on is not known: `verify` is for that, and nothing goes before
  // it.
  std::vector<WarcPosition> others(const WarcPosition& position) const {
    if (position.file.empty()) return {};
    const auto record = read_warc_record(warc_, position);
    if (!record)
      throw Fault(ErrorKind::suspicious,
                  fmt::format("{}; nothing is taken out of a damaged archive: see `zakonwatch verify`",
                              record.error().sentence()));
    return leans_on(*record);
  }

  const std::filesystem::path& warc_;
  Snapshots snapshots_;
  Offsets offsets_;
};

}  // namespace

PruneReport prune(Environment& environment, Record& record, Instant before, bool rehearsal) {
  const std::filesystem::path warc = environment.state() / "warc";
  PruneReport report;
  if (!std::filesystem::exists(warc)) return report;
  const ArchiveHold hold(warc, ArchiveHold::Kind::alone);
  for (const auto& [file, offsets] : Candidates(warc, record).before(before)) {
    const auto done = rehearsal ? would_blank(warc, file, offsets)
                                : blank_warc_records(warc, file, offsets, "no version was read from it",
                                                     environment.clock().now());
    if (!done) {
      report.faults.push_back(done.error().sentence());
      continue;
    }
    report.records += done->records;
    report.octets += done->octets;
  }
  return report;
}

}  // namespace zakonwatch
