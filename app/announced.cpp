// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/announced.h"

#include <algorithm>

#include "parsers/instructions.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::days kLookBack{730};  // an order older than that is worked in, or never will be

bool of_a_gazette(Environment& environment, const SourceId& id) {
  for (const Country& country : environment.catalogue().countries())
    for (const Source& source : country.sources)
      if (source.id == id) return source.kind == SourceKind::gazette;
  return false;
}

}  // namespace

AmendingAct orders_to(const Act& amending, const LanguageProfile& profile, const Act& target) {
  AmendingAct out{.act = {amending.number, amending.dates.adopted},
                  .title = amending.title,
                  .instructions = {},
                  .whole = std::make_shared<const Act>(amending)};
  for (Instruction& each : read_instructions(amending, profile))
    if (names_act(each, target)) out.instructions.push_back(std::move(each));
  resolve_instructions(out.instructions, target);
  return out;
}

std::vector<AmendingAct> announced_on_record(Environment& environment, Versions& versions,
                                             const std::string& country, const Act& target, Date until) {
  std::vector<AmendingAct> out;
  const auto end = std::chrono::sys_days(until);
  for (const auto& row : versions.acts(country))
    for (const Expression& expression : versions.expressions(row.id)) {
      if (expression.language != target.language || !of_a_gazette(environment, expression.source)) continue;
      const auto version = versions.newest(expression.id);
      if (!version || std::chrono::sys_days(version->valid_from) > end + kLookBack ||
          std::chrono::sys_days(version->valid_from) + kLookBack < end)
        continue;
      AmendingAct orders =
          orders_to(versions.load(version->id), *environment.language(expression.language), target);
      if (!orders.instructions.empty()) out.push_back(std::move(orders));
    }
  return out;
}

}  // namespace zakonwatch
