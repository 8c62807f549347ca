// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "law/act.h"
#include "law/instruction.h"

namespace zakonwatch {

// An act as it will read when the orders that have not reached its text are carried out: what a consolidated
// text shows weeks later can be told on the day of publication.
struct Anticipated {
  Act act;
  std::vector<const Instruction*> carried_out;
  // Not carried out, because it is not certain where or how: words that stand there twice or not at all, a
  // place that is missing or taken, numbers that move, an order that was not read. Nothing is guessed.
  std::vector<const Instruction*> left;
};

// The orders must have been resolved against `act`; `orders` point into an amending act whose quoted
// provisions are taken from its `whole` text.
Anticipated anticipate(const Act& act, const AmendingAct& amending,
                       const std::vector<const Instruction*>& orders);

}  // namespace zakonwatch
