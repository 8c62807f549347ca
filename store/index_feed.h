// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/ids.h"
#include "store/record.h"

namespace zakonwatch {

// What the index follows: an event per version added, superseded or bounded by a newer one, and per change.
// The sequence number goes into Xapian's own commit, so the two can never disagree for long.
struct IndexEvent {
  int64_t seq = 0;
  enum class Kind { version, change } kind = Kind::version;
  int64_t row = 0;  // VersionId or ChangeSeq
};

class IndexFeed {
 public:
  explicit IndexFeed(Record& record) : record_(record) {}
  std::vector<IndexEvent> after(int64_t seq, size_t limit);
  int64_t last_seq();

 private:
  Record& record_;
};

}  // namespace zakonwatch
