// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/text.h"
#include "diff/list_match.h"
#include "diff/tree_index.h"

namespace zakonwatch {

// Which provision of the new version is which of the old: the identity over time that eIds, which address
// within one version, do not give.
struct Alignment {
  static constexpr int kNone = -1;      // stands on one side only
  static constexpr int kReflowed = -2;  // its words are in other pieces of `reflows`
  std::vector<int> to_new, to_old;
  // Own text that changed its level: an article's only text that became its first paragraph when a second was
  // added, or the reverse. The old node's own text is the new node's.
  std::vector<NodePair> relevelled;
  std::vector<Reflow> reflows;

  int new_of(int old_node) const { return old_node < 0 ? kNone : to_new[static_cast<size_t>(old_node)]; }
  int old_of(int new_node) const { return new_node < 0 ? kNone : to_old[static_cast<size_t>(new_node)]; }
  // Both at the top, or one the other's counterpart.
  bool linked(int old_node, int new_node) const;
};

// Aligns the whole tree: units (articles, schedules) first, wherever they stand, then what is inside them,
// then what is left over against the whole other version, then repeal markers and rewritten texts under
// their number, then the chapters by what they hold. Near linear in the text of what differs.
Alignment align(const TreeIndex& old_tree, const TreeIndex& new_tree, const FoldRules& rules);

}  // namespace zakonwatch
