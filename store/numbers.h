// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "law/ids.h"
#include "store/record.h"

namespace zakonwatch {

// A number that a source's lists skipped: of a gazette's issue, of an act in its year.
struct MissingNumber {
  SourceId source;
  std::string key;  // as an item of the list would carry it: "DU/2026/105"
  Instant found_at{};
  int asked = 0;                      // how often its own address was asked for
  std::optional<Instant> settled_at;  // listed or found since, or given up
};

// What the numbers of a source's lists have been: the highest of each series, and those that were skipped.
class Numbers {
 public:
  explicit Numbers(Record& record) : record_(record) {}
  std::optional<int64_t> highest(const SourceId& source, const std::string& series);
  void set_highest(const SourceId& source, const std::string& series, int64_t number);
  // False where it is known already.
  bool add_missing(const SourceId& source, const std::string& key, Instant at);
  std::vector<MissingNumber> open(const SourceId& source);  // not settled, oldest first
  void asked(const SourceId& source, const std::string& key);
  void settle(const SourceId& source, const std::string& key, Instant at);

 private:
  Record& record_;
};

}  // namespace zakonwatch
