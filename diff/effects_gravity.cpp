// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "diff/effects.h"
#include "diff/effects_penalty.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kImprisonment = "imprisonment";

// The class of an offence with this sanction; none where no imprisonment was read (fines have lines of their
// own) or its longest term was not.
const GravityClasses::Class* class_of(std::string_view sanction, const GravityClasses& table,
                                      const LanguageProfile& profile) {
  const std::vector<Penalty> penalties = read_penalties(sanction, profile);
  if (has_unread(std::string(kImprisonment), sanction, penalties, profile)) return nullptr;
  std::optional<double> longest;
  for (const Penalty& penalty : penalties) {
    if (penalty.life) return &table.classes.back();
    if (penalty.kind != kImprisonment) continue;
    if (!penalty.max || penalty.measure != Penalty::Measure::months) return nullptr;
    longest = std::max(longest.value_or(0), *penalty.max);
  }
  if (!longest) return nullptr;
  const auto found = std::find_if(
      table.classes.begin(), table.classes.end(),
      [&](const GravityClasses::Class& one) { return !one.up_to_months || *longest <= *one.up_to_months; });
  return &*found;
}

}  // namespace

void add_gravity(const Wording& wording, const AssessmentContext& context, std::vector<Effect>& effects) {
  const bool known =
      context.watch != nullptr && context.watch->gravity && context.watch->covers(wording.where);
  if (!known || !wording.before || !wording.after) return;
  const GravityClasses& table = *context.watch->gravity;
  const auto effect =
      std::find_if(effects.begin(), effects.end(), [](const Effect& e) { return e.kind == kImprisonment; });
  if (effect == effects.end()) return;
  const auto* before = class_of(*wording.before, table, *context.profile);
  const auto* after = class_of(*wording.after, table, *context.profile);
  if (before == nullptr || after == nullptr || before == after) return;
  effect->gravity = GravityStep{before->name, after->name, table.basis, table.confirmed};
}

}  // namespace zakonwatch
