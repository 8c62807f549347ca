// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/change.h"
#include "law/ids.h"
#include "law/snapshot.h"
#include "store/record.h"
#include "store/versions.h"

namespace zakonwatch {

enum class ChangeState { open, confirmed, dismissed, corrected, superseded };
std::string_view to_string(ChangeState state);
std::optional<ChangeState> change_state(std::string_view name);
std::string change_id(std::string_view country, ChangeSeq seq);  // "ua-1042"

// A change of the record (contract.md, `changes`): diff's change plus where it stands and how it is proved.
struct RecordedChange {
  ChangeSeq seq;
  std::string id;  // "<country>-<seq>", never reused
  ActId act;
  std::string act_title, country;
  SourceId source;
  std::optional<Date> published, in_force_from;
  Instant first_seen{};
  Date valid_from{};
  ValidFromBasis valid_from_basis = ValidFromBasis::first_seen;
  VersionId old_version, new_version;
  Snapshot old_snapshot, new_snapshot;
  ChangeState state = ChangeState::open;
  bool backfill = false, pending = false;
  int ordinal = 0;  // within its pair of versions
  Change change;
};

struct ChangeQuery {
  std::optional<Instant> since, until;  // first_seen, [since, until)
  std::string country, topic, act;
  std::optional<ChangeKind> kind;
  std::optional<Direction> direction;
  bool all = false;   // also irrelevant, editorial and superseded ones
  int64_t after = 0;  // seq
  size_t limit = 0;   // 0 = no limit
};

class Changes {
 public:
  explicit Changes(Record& record) : record_(record) {}

  struct NewChange {
    std::string country;
    ActId act;
    SourceId source;
    VersionId old_version, new_version;
    int ordinal = 0;
    Instant first_seen{};
    std::optional<Date> published, in_force_from;
    bool backfill = false, pending = false;
    Change change;
  };
  // UNIQUE(old_version, new_version, ordinal) among those not superseded: adding the same twice returns the
  // first one's seq. A superseded pair that is compared again gets new ids; the old ones keep answering.
  ChangeSeq add(const NewChange& change);
  // All changes between two versions: superseded by a comparison that replaces theirs.
  void supersede(VersionId old_version, VersionId new_version);
  std::optional<RecordedChange> get(const std::string& id);
  std::optional<RecordedChange> get(ChangeSeq seq);
  // Ascending by seq, one at a time, so that a long answer needs no memory.
  void each(const ChangeQuery& query, const std::function<void(const RecordedChange&)>& visit);
  int64_t last_seq();
  // Every change's body against its hash; the error names the first that was altered. Returns the count.
  Result<int64_t> verify();
  void set_state(ChangeSeq seq, ChangeState state, const std::string& why, Instant when);
  // A remark on a change that decides nothing.
  void note(ChangeSeq seq, const std::string& text, Instant when);
  struct Verdict {
    std::string state;  // a ChangeState's name, or "note"
    std::string why;
    Instant when{};
  };
  std::vector<Verdict> verdicts(ChangeSeq seq);  // oldest first
  // Relevant pending changes whose day has come and that were not reminded yet. Country "" means all.
  std::vector<ChangeSeq> due_reminders(Date today, const std::string& country);
  // The day has come and the reminders are owed: the change is pending no more.
  void mark_reminded(ChangeSeq seq);

 private:
  void add_verdict(ChangeSeq seq, std::string_view state, const std::string& why, Instant when);
  Record& record_;
};

}  // namespace zakonwatch
