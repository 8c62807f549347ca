// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerts/digest.h"
#include "app/environment.h"
#include "store/changes.h"
#include "store/versions.h"

namespace zakonwatch {

// What a reader asks next of a change: whom it names, what becomes of cases under way, by when a bill can
// still be influenced, what happened to this article before, and what else the same amending act changed.
// Remembered until the record grows: the same change goes to many readers.
class Around {
 public:
  Around(Environment& environment, Record& record)
      : environment_(environment), record_(record), versions_(record) {}
  void add_to(DigestItem& item, const RecordedChange& change, const std::string& language);

 private:
  void forget_what_is_old();
  Environment& environment_;
  Record& record_;
  Versions versions_;
  int64_t last_seq_ = 0;
  std::map<std::pair<int64_t, std::string>, std::vector<std::string>> history_, people_;
  std::map<std::string, std::vector<std::string>> package_, transitional_;
};

}  // namespace zakonwatch
