// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diff/compare.h"

namespace zakonwatch {

// What a change does says what it is about, also where its words do not: an amount that moves is
// `thresholds`, an exception from an amnesty `amnesty_retroactivity`. A law that sets the unit of fines
// changes every fine and names no drug: it becomes relevant by that effect alone.
void add_topics_of_effects(Change& change, const AssessmentContext& context);

}  // namespace zakonwatch
