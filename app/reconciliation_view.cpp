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

void add_outlook(std::string& out, const Outlook& outlook) {
  std::string coming;
  for (const Change& change : outlook.set.changes)
    if (change.relevance.relevant && !change.editorial)
      coming += "  " + strip_controls(change.summary_en) + "\n";
  if (coming.empty()) return;
  out += fmt::format("\nwhat {} will change, carried out on this text:\n{}", name_of(*outlook.by), coming);
  if (!outlook.left.empty())
    out += fmt::format("  {} of its orders could not be carried out with certainty and are not in this\n",
                       outlook.left.size());
}

}  // namespace

std::string reconciliation_text(const Reconciliation& result, const std::vector<Outlook>& outlooks) {
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
  for (const Outlook& outlook : outlooks) add_outlook(out, outlook);
  return out;
}

}  // namespace zakonwatch
