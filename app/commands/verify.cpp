// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands/command.h"
#include "app/evidence_check.h"
#include "app/terminal.h"

namespace zakonwatch {

void add_verify(CommandLine& line) {
  CLI::App* sub = line.verb("verify", "Recompute chain, bodies and texts from the archive, offline");
  auto act = std::make_shared<std::string>();
  sub->add_option("--act", *act, "Only the versions of this act")->type_name("ID");
  line.runs(sub, [act](Environment& environment) {
    const EvidenceReport report = check_evidence(environment, *act);
    for (const std::string& fault : report.faults) print(fault + "\n");
    if (report.pruned > 0) print(fmt::format("{} bodies that nothing leans on were pruned\n", report.pruned));
    print(fmt::format("{} ledger entries, {} bodies, {} texts checked: {}\n", report.entries, report.bodies,
                      report.texts, report.faults.empty() ? "sound" : "NOT SOUND"));
    return report.faults.empty() ? 0 : 1;
  });
}

}  // namespace zakonwatch
