// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/index_feed.h"

#include "store/index_events.h"
#include "store/names.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr Names<IndexEvent::Kind, 2> kKinds{
    {{IndexEvent::Kind::version, "version"}, {IndexEvent::Kind::change, "change"}}};

// REPLACE drops the row's older event: a follower that has not seen it yet will see this one, and the feed
// stays as long as the record, not as long as its history.
void note(Database& database, IndexEvent::Kind kind, int64_t item) {
  database.run("REPLACE INTO index_event (kind, item) VALUES (?, ?)", name_of(kKinds, kind), item);
}

}  // namespace

void note_for_index(Database& database, VersionId version) {
  note(database, IndexEvent::Kind::version, version.value);
}

void note_for_index(Database& database, ChangeSeq change) {
  note(database, IndexEvent::Kind::change, change.value);
}

std::vector<IndexEvent> IndexFeed::after(int64_t seq, size_t limit) {
  std::vector<IndexEvent> events;
  auto row = record_.database().query(
      "SELECT seq, kind, item FROM index_event WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit);
  while (row.step()) events.push_back({row.integer(0), named(kKinds, row.view(1)), row.integer(2)});
  return events;
}

int64_t IndexFeed::last_seq() {
  return record_.database().integer("SELECT coalesce(max(seq), 0) FROM index_event");
}

}  // namespace zakonwatch
