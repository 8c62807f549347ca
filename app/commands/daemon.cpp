// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon.h"

#include "app/commands/command.h"

namespace zakonwatch {

void add_daemon(CommandLine& line) {
  line.runs(line.verb("daemon", "Watch, record, index and mail until told to stop"), run_daemon);
}

}  // namespace zakonwatch
