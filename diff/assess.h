// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diff/compare.h"
#include "law/act.h"
#include "law/change.h"

namespace zakonwatch {

// Fills relevance, effects, direction, reason and summaries of a change that compare() has found and
// attributed. A `reason` that stands already (possibly_relocated) is kept unless the words prove another.
void assess_change(Change& change, const Act& old_act, const Act& new_act, const CompareInput& input);

// Rolls the assessed changes up: set.articles, in the order of the changes, one entry per article touched.
// The entries stand there already with their eIds; direction and effects are filled in.
void assess_articles(ChangeSet& set, const Act& old_act, const Act& new_act, const CompareInput& input);

}  // namespace zakonwatch
