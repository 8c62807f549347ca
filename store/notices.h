// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "law/ids.h"
#include "store/record.h"

namespace zakonwatch {

// A sentence or two for the operator. `topic` is what it is about (a source, a country, a document), so that
// the same is not said again; `kind` is one of
//   health      a source broke, is still broken, recovered; several alike in one
//   held        the daily line about snapshots that wait for a person
//   unstable    an address that shows now one text, now another
//   rule        a suggestion of what to leave out of a page that never keeps still
//   crowd       many sources at once: everything held
//   gone        an address that has said "not here" for a week
//   languages   an act's text in one language has not followed another's
//   mail        a reader's address is dead, a domain or the mail server refuses us
//   alarm       silence where there should be none (source, network, mail)
struct Notice {
  int64_t id = 0;
  Instant at{};
  std::string kind, topic, text;
  std::optional<Instant> delivered_at;
};

// The operator's queue. Whatever carries notices out (mail, a file, a pager) takes the waiting ones and marks
// them delivered; `status` shows the newest either way.
class Notices {
 public:
  explicit Notices(Record& record) : record_(record) {}
  int64_t add(const std::string& kind, const std::string& topic, const std::string& text, Instant at);
  // The newest of a kind about a topic.
  std::optional<Notice> last(const std::string& kind, const std::string& topic);
  std::vector<Notice> waiting();             // not delivered yet, oldest first
  std::vector<Notice> newest(size_t limit);  // newest first
  void mark_delivered(int64_t id, Instant at);

 private:
  Record& record_;
};

// What a person asked of a held snapshot while a daemon holds the state: it does so within seconds.
struct OperatorRequest {
  enum class Kind { release, refetch } kind = Kind::release;
  SnapshotId snapshot;
  std::string why;
};
class OperatorRequests {
 public:
  explicit OperatorRequests(Record& record) : record_(record) {}
  void add(const OperatorRequest& request);  // asked twice is asked once
  std::vector<OperatorRequest> take();       // oldest first; they are gone from the record

 private:
  Record& record_;
};

}  // namespace zakonwatch
