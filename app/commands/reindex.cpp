// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands/command.h"
#include "app/index_follower.h"
#include "app/state_lock.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "store/record.h"

namespace zakonwatch {

void add_reindex(CommandLine& line) {
  line.runs(line.verb("reindex", "Build the search index anew from the record"),
            [](Environment& environment) {
              const StateLock lock(environment.state(), "reindex");
              const auto record = Record::open(environment.state() / "record.db");
              const int64_t taken =
                  value_or_throw(rebuild_index(environment, *record, environment.state() / "index"));
              print(fmt::format("{} events taken in\n", taken));
              return 0;
            });
}

}  // namespace zakonwatch
