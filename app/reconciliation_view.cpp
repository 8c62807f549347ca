// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reconciliation_view.h"

#include <fmt/core.h>

#include "base/text.h"

namespace zakonwatch {
namespace {

std::string name_of(const AmendingAct& act) {
  if (!act.act.number.empty()) return act.act.number;
  return ellipsis(act.title, 60);
}

std::string line(const ReconciledInstruction& each) {
  std::string where;
  for (const std::string& target : each.instruction->targets) where += (where.empty() ? "" : ", ") + target;
  return fmt::format("  {} {}: {} {}\n", name_of(*each.act), each.instruction->eid,
                     where.empty() ? "(no place)" : where,
                     strip_controls(ellipsis(each.instruction->text, 90)));
}

void add_section(std::string& out, const Reconciliation& result, InstructionState state, const char* title) {
  std::string section;
  for (const ReconciledInstruction& each : result.instructions)
    if (each.state == state) section += line(each);
  if (!section.empty()) out += fmt::format("\n{}\n{}", title, section);
}

}  // namespace

std::string reconciliation_text(const Reconciliation& result) {
  if (result.instructions.empty()) return {};
  size_t worked_in = 0;
  for (const ReconciledInstruction& each : result.instructions)
    worked_in += each.state == InstructionState::worked_in;
  std::string out =
      fmt::format("\nannounced orders: {}, worked in: {}\n", result.instructions.size(), worked_in);
  add_section(out, result, InstructionState::not_yet, "announced, not in the consolidated text:");
  add_section(out, result, InstructionState::pending, "announced for a later date:");
  add_section(out, result, InstructionState::unresolved, "orders that could not be read or placed:");
  std::string unannounced;
  for (const Change* change : result.unannounced)
    unannounced += fmt::format("  {}: {}\n", to_string(change->kind), strip_controls(change->side().label));
  if (!unannounced.empty()) out += "\nin the consolidated text, not announced by these acts:\n" + unannounced;
  return out;
}

}  // namespace zakonwatch
