// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "law/act.h"
#include "law/change.h"
#include "law/instruction.h"

namespace zakonwatch {

// What became of an order that an amending act gave, as far as two editions show it.
enum class InstructionState {
  worked_in,   // the new edition reads as ordered, and the old did not
  before,      // the old edition read so already
  pending,     // it comes into force after the new edition's date
  not_yet,     // announced, and not in the consolidated text
  unresolved,  // the order itself could not be read or placed: nothing is said
};
std::string_view to_string(InstructionState state);

struct ReconciledInstruction {
  const AmendingAct* act = nullptr;
  const Instruction* instruction = nullptr;
  InstructionState state = InstructionState::unresolved;
};

struct Reconciliation {
  std::vector<ReconciledInstruction> instructions;
  std::vector<const Change*> unannounced;  // changes of substance that no order speaks of
};

// Holds the orders against two editions of the act they change, and the changes between these against the
// orders. The targets must have been resolved against the old edition.
Reconciliation reconcile(const ChangeSet& changes, const Act& old_act, const Act& new_act,
                         const std::vector<AmendingAct>& amending, const FoldRules& rules);

// The amending acts that order a change of these places; a change is attributed where it is one only.
std::vector<const AmendingAct*> announced_by(const Change& change, const std::vector<AmendingAct>& amending);

}  // namespace zakonwatch
