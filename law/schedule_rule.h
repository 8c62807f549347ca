// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch {

// When a source is due, as its file says it; local times are the country's:
//
//   every 6h                                  after each pass
//   daily 07:30                               also "daily 07:30, 19:30"
//   weekdays 08:00                            Monday to Friday
//   mon,thu 09:00; sat 12:00                  several of them, joined by ';'
//   every 2h except 22:00-06:00, sun          what falls there waits for its end (a day: till midnight)
//
// A local time comes exactly once on each of its days, also on those when clocks change.
struct ScheduleRule {
  struct Times {
    unsigned days = 0;         // bit n is weekday n, Sunday = 0
    std::vector<int> minutes;  // of the day
  };
  struct Closed {
    unsigned days = 0;     // whole days, where set …
    int from = 0, to = 0;  // … else from one minute of the day to another, over midnight where to < from
  };
  std::optional<std::chrono::seconds> every;
  std::vector<Times> times;
  std::vector<Closed> closed;

  // Anything else than the forms above is a config error that shows them.
  static Result<ScheduleRule> parse(std::string_view text);
  // The first due instant after `after`. Only an unknown time zone makes it fail.
  Result<Instant> next(Instant after, const std::string& time_zone) const;
  // How far apart its visits are on average.
  std::chrono::seconds usual_interval() const;
};

// For a rule that stands as text.
Result<Instant> next_due(std::string_view rule, Instant after, const std::string& time_zone);

}  // namespace zakonwatch
