// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diff/compare.h"

namespace zakonwatch {

// Blanket norms (law.md section 2): an offence means what a table of amounts, a list or a note says, and a
// change there changes the offence without a word of it. Fills `via` of a change's effects with what they
// work through:
//   - the offences that the watch list says this act governs ("kz/K1400000226#art_296__para_3");
//   - for a note of the act itself (law.md 1.7) the articles it names, else the article it belongs to;
//   - for a rule that leaves offences out of an amnesty, the watched articles that it names anew.
// Where a court sets aside what offences depend on, no word changes and no effect was read: one is added,
// unclear for the reason `court`.
void name_dependants(Change& change, const Act& old_act, const Act& new_act,
                     const AssessmentContext& context);

}  // namespace zakonwatch
