// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diff/compare.h"
#include "law/change.h"
#include "law/language.h"

namespace zakonwatch {

// A milder way out, or an add-on that bound the court, may leave a sanction because the general part now
// grants it for every offence: what is gone from the article then proves nothing (law.md section 2,
// `general_part_changed`). Such effects become unclear where the same amending act changed the general part;
// the changes touched come back. Acts are told apart by the notes of amendment; without notes the edition
// counts as one act.
std::vector<Change*> doubt_dropped_penalties(ChangeSet& set, const Act& old_act, const Act& new_act,
                                             const LanguageProfile& profile);

}  // namespace zakonwatch
