// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "law/snapshot.h"
#include "store/record.h"

namespace zakonwatch {

// What a source publishes at one address, and what the last look at it brought.
struct Document {
  int64_t id = 0;
  SourceId source;
  std::string url;  // as discovered; identity together with the source
  std::string key;  // the act's key; empty until known
  std::string title;
  std::string amended_by;           // what made this edition, as the list of editions prints it
  std::string etag, last_modified;  // of the last accepted response, exactly as received
  std::string fingerprint;          // wide hash of the last accepted body
  std::string body_sha256;
  std::string rejected_fingerprint;  // of the last held or rejected body: not judged again every pass
  SnapshotId last_snapshot;          // the last accepted one
  Instant first_seen{};
  std::optional<Instant> last_checked, last_changed, last_full_fetch;
  // A body that differed and waits for its confirming second look.
  std::string pending_fingerprint;
  std::optional<Instant> pending_since;
  // Looks that contradicted one another (A, B, A again) since it last kept still, and the last of them.
  int flaps = 0;
  std::optional<Instant> flapped_at;
  // "Not here" answers: since when, when last, on how many days.
  std::optional<Instant> gone_since, gone_seen;
  int gone_days = 0;
};

class Documents {
 public:
  explicit Documents(Record& record) : record_(record) {}
  // The row of (source, url), made where missing.
  Document get_or_add(const SourceId& source, const std::string& url, Instant now);
  std::vector<Document> of_source(const SourceId& source);
  std::vector<Document> pending(const SourceId& source);  // those of it that wait for a second look
  void save(const Document& document);

 private:
  Record& record_;
};

// Rows that name archived bytes. Adding one writes its ledger entry in the same transaction.
class Snapshots {
 public:
  explicit Snapshots(Record& record) : record_(record) {}
  // The WARC record is on disk already. A record that has its row returns that row's id (a run repeated).
  SnapshotId add(const Snapshot& snapshot);
  std::optional<Snapshot> get(SnapshotId id);
  int64_t ledger_entry(SnapshotId id);  // the entry that vouches for it
  void set_state(SnapshotId id, SnapshotState state, const std::string& reason);
  std::vector<Snapshot> held();
  std::vector<Snapshot> held_at(const SourceId& source, const std::string& url);
  // Fetched before an instant, and nothing leans on them: no version was read from them, they are not what a
  // page said last, and nobody is asked to judge them. Rejected answers, and pages that differed in their
  // frame only. `prune` may take their bodies out of the archive. Oldest first.
  std::vector<Snapshot> unneeded(Instant before);
  // An accepted snapshot of the same source with the same body, for revisit records.
  std::optional<Snapshot> with_body(const SourceId& source, const std::string& body_sha256);
  void each(const std::function<void(const Snapshot&)>& visit);  // oldest first
  // Every row against its ledger entry; the error names the first that tells another story. Returns the
  // count.
  Result<int64_t> verify();

 private:
  Record& record_;
};

}  // namespace zakonwatch
