// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerts/digest.h"
#include "store/changes.h"

namespace zakonwatch {

// What a reader asks next of a change: what happened to this article before, and what else the same amending
// act changed. Remembered until the record grows: the same change goes to many readers.
class Around {
 public:
  explicit Around(Record& record) : record_(record) {}
  void add_to(DigestItem& item, const RecordedChange& change, const std::string& language);

 private:
  void forget_what_is_old();
  Record& record_;
  int64_t last_seq_ = 0;
  std::map<std::pair<int64_t, std::string>, std::vector<std::string>> history_;
  std::map<std::string, std::vector<std::string>> package_;
};

}  // namespace zakonwatch
