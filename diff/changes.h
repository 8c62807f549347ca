// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "diff/align.h"
#include "diff/attribution.h"
#include "diff/tree_index.h"
#include "law/change.h"

namespace zakonwatch {

// A change with the provisions it speaks of; -1 where it has no such side.
struct FoundChange {
  Change change;
  int old_node = -1, new_node = -1;
};

// What an alignment means in the words of the contract: kinds, scopes, texts, redlines, attribution; in
// document order of the new version, repealed provisions where they stood in the old.
std::vector<FoundChange> find_changes(const TreeIndex& old_tree, const TreeIndex& new_tree,
                                      const Alignment& alignment, const Attributor& attributor,
                                      const FoldRules& rules);

// One side of a change as it stands in an act.
ChangeSide change_side(const TreeIndex& tree, int node, Scope scope);

}  // namespace zakonwatch
