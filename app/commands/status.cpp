// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command.h"
#include "app/point_in_time.h"
#include "app/state_overview.h"
#include "app/terminal.h"

namespace zakonwatch {
namespace {

int run(Environment& environment, bool check) {
  const auto record = open_record_for_reading(environment);
  const StateOverview seen = state_overview(environment, *record);
  print(environment.globals().json ? state_overview_json(seen) + "\n"
                                   : state_overview_text(seen, terminal_columns()));
  return check && !seen.alarms.empty() ? 1 : 0;
}

}  // namespace

void add_status(CommandLine& line) {
  CLI::App* sub = line.verb("status", "What is due, running, blocked, held and owed");
  auto check = std::make_shared<bool>(false);
  sub->add_flag("--check", *check, "End with status 1 while an alarm stands, for monitors");
  line.runs(sub, [check](Environment& environment) { return run(environment, *check); });
}

}  // namespace zakonwatch
