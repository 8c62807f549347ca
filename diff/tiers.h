// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "diff/compare.h"
#include "law/change.h"

namespace zakonwatch {

// An article is one story: a penalty that leaves one of its changes and stands in another has moved with its
// number, and what leaves a tier and what enters the same tier are one term, changed. Read change by change
// the first looks like a repeal and the second like a dropped and a new penalty, so the effects of all
// changes of one article are settled together. What cannot be paired for certain is not given a direction.
// The changes whose effects were touched come back.
std::vector<Change*> settle_tiers(const std::vector<Change*>& of_article, const Act& old_act,
                                  const Act& new_act, const LanguageProfile& profile);

// The article carries the same words in each of its tiers: only where they are printed changed, as when the
// sanction moves from a list's opening words behind its last point.
bool only_laid_out_anew(const ArticleRollUp& article, const Act& old_act, const Act& new_act,
                        const LanguageProfile& profile);

}  // namespace zakonwatch
