// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/environment.h"
#include "diff/compare.h"
#include "store/versions.h"

namespace zakonwatch {

// Compares two editions of an act on record, with the record for a witness. Where texts went or came, the
// other acts of the country are searched for them; where no act is named beside a change, the gazettes on
// record are.
class RecordComparison {
 public:
  RecordComparison(Environment& environment, Versions& versions)
      : environment_(environment), versions_(versions) {}

  // `from`: the date from which the new edition holds.
  ChangeSet compare(CompareInput input, const std::string& country, Date from);

 private:
  Environment& environment_;
  Versions& versions_;

  std::vector<Act> other_acts(const Act& act, const std::string& country, Date from);
};

}  // namespace zakonwatch
