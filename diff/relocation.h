// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "diff/changes.h"
#include "law/act.h"

namespace zakonwatch {

// Before a text is said to be removed, or to be new, other acts in force are searched for it (law.md 1.14).
// A repealed provision that stands in another act becomes `relocated`, its new side there; an inserted one
// that stood in another act becomes `relocated`, its old side there. A list counts as found when most of its
// entries are; the entries that are not are reported as repealed by themselves, reason possibly_relocated.
// With no other acts to search, what vanished whole (articles, schedules, rows) keeps that reason.
void search_relocations(std::vector<FoundChange>& found, const TreeIndex& old_tree, const TreeIndex& new_tree,
                        const std::vector<const Act*>& others, const FoldRules& rules);

}  // namespace zakonwatch
