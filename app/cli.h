// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zakonwatch {

// The command line (contract.md): picks the verb, runs it, and turns whatever went wrong into one sentence on
// stderr and an exit status.
int run_cli(int argc, char** argv);

}  // namespace zakonwatch
