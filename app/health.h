// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "law/source.h"
#include "store/schedule.h"

namespace zakonwatch {

// How a source stands now: what its last pass left it as, or late, where it has been silent for longer than
// its file says it may be. A machine that slept tells readers so, instead of passing its silence off as no
// news.
Health health_now(const SourceState& state, const Source& source, Instant now);

}  // namespace zakonwatch
