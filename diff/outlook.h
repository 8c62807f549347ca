// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "diff/compare.h"
#include "law/instruction.h"

namespace zakonwatch {

// What an amending act will do to an act that does not read so yet, told weeks before a consolidated text
// shows it.
struct Outlook {
  const AmendingAct* by = nullptr;
  ChangeSet set;                         // from the act as it stands to the act as ordered
  std::vector<const Instruction*> left;  // orders that could not be carried out with certainty: not in `set`
};

// `orders` are the amending act's, resolved against `act`. A change carries the date from which its order
// holds.
Outlook outlook_of(const Act& act, const AmendingAct& amending, const std::vector<const Instruction*>& orders,
                   const AssessmentContext& context);

// The orders of these that speak of a place.
bool speaks_of_place(const Instruction& order, const std::string& eid);

}  // namespace zakonwatch
