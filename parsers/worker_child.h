// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parsers/seal.h"

namespace zakonwatch {

// The life of a sealed child (`zakonwatch parse-worker`): warms up, seals itself, says that it is ready, then
// answers one message after the other from `channel` until that is closed. Returns the exit status.
int run_parse_worker(int channel, const SealLimits& limits = {});

}  // namespace zakonwatch
