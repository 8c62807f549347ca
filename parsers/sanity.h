// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/act.h"
#include "law/change.h"

namespace zakonwatch {

// The act gates (design.md section 6): is this the act we know, in the shape we know?
struct ActExpectations {
  std::string title, number, language;  // of the act as recorded; empty = unknown
  const Act* predecessor = nullptr;     // null for a first version: ratios are skipped
};

struct GateVerdict {
  bool hold = false;
  std::vector<std::string> reasons;  // sentences
  bool needs_second_look = false;    // "all repealed": two fetches six hours apart
};

// Identity and shape: before any diff.
GateVerdict judge_act(const Act& act, const ActExpectations& expectations);
// Share of changed articles: after the diff. Holds when more than 40 % of the articles changed after
// editorial filtering while fewer than half of those carry a new amendment note or instruction.
GateVerdict judge_changes(const Act& old_act, const Act& new_act, const ChangeSet& changes);

}  // namespace zakonwatch
