// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/compare.h"
#include "law/change.h"

namespace zakonwatch {

// The wording of one provision before and after; one side is absent where it was inserted or repealed.
struct Wording {
  std::string where;  // eId
  std::optional<std::string> before, after;
};

// The wordings a change consists of: one for an amendment, one per provision of an inserted or repealed
// subtree.
std::vector<Wording> wordings_of(const Change& change, const Act& old_act, const Act& new_act);

// What changed in the penalties, the kind of liability, amounts, ages, release, treatment and procedure: each
// read from the words of both sides. Readings that are equal on both sides are no effect.
std::vector<Effect> read_effects(const Wording& wording, const AssessmentContext& context);
std::vector<Effect> penalty_effects(const Wording& wording, const LanguageProfile& profile);
// Marks imprisonment that takes an offence of the watched act from one class of gravity to another.
void add_gravity(const Wording& wording, const AssessmentContext& context, std::vector<Effect>& effects);
// Conduct that joins the description of an offence: what was no offence here is one now.
std::vector<Effect> scope_effects(const Wording& wording, const AssessmentContext& context);
std::vector<Effect> threshold_effects(const Wording& wording, const AssessmentContext& context);
// A point that joins or leaves a list of punished conduct.
std::vector<Effect> point_effects(const Change& change, const Act& old_act, const Act& new_act,
                                  const LanguageProfile& profile);
// `more`: other effects were read from the same words.
std::vector<Effect> rule_effects(const Wording& wording, const AssessmentContext& context, bool more);

// The ages that a text names as limits.
std::vector<int64_t> ages_in(const std::string& text, const LanguageProfile& profile);

// Amounts in the columns of a table of substances.
std::vector<Effect> table_effects(const Change& change, const Act& old_act, const Act& new_act,
                                  const AssessmentContext& context);

// Substances that enter a list, leave it or go to another one: rows and items of an annex or act about drugs.
std::vector<Effect> schedule_effects(const Change& change, const Act& old_act, const Act& new_act,
                                     const LanguageProfile& profile);

}  // namespace zakonwatch
