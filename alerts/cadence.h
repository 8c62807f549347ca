// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "law/subscription.h"

namespace zakonwatch {

// When a reader wants mail. Daily and weekly digests go out at a local time, exactly once also where clocks
// change; immediate ones at once.
struct Rhythm {
  Cadence cadence = Cadence::day;
  int hour = 7, minute = 0;
  std::string time_zone = "UTC";
  std::chrono::weekday day = std::chrono::Monday;  // of weekly digests
};
Rhythm rhythm_of(const Subscription& subscription);

// The first instant after `last` at which a digest may go out. `last` is the last digest's time, or the
// subscription's beginning where there was none. Unknown time zones are errors of kind config.
Result<Instant> next_due(const Rhythm& rhythm, Instant last);

// Whether a digest is due now. Several missed times (a machine that slept) make one digest.
Result<bool> is_due(const Rhythm& rhythm, Instant last, Instant now);

// Whether immediate mail waits now for the reader's quiet hours to end. They may span midnight.
Result<bool> in_quiet_hours(const Subscription& subscription, Instant now);

}  // namespace zakonwatch
