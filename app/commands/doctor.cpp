// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/doctor.h"

#include <algorithm>

#include "app/commands/command.h"
#include "app/terminal.h"

namespace zakonwatch {

void add_doctor(CommandLine& line) {
  line.runs(line.verb("doctor", "Look at all that the program leans on, and say what to mend"),
            [](Environment& environment) {
              const std::vector<Finding> findings = examine(environment);
              print(environment.globals().json ? findings_json(findings) + "\n"
                                               : findings_text(findings, terminal_columns()));
              return std::any_of(findings.begin(), findings.end(),
                                 [](const Finding& one) { return one.level == Finding::Level::fault; })
                         ? 1
                         : 0;
            });
}

}  // namespace zakonwatch
