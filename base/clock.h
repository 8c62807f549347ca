// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// An instant of wall time with the precision that is persisted (whole seconds, UTC).
using Instant = std::chrono::sys_seconds;
// A legal date: a calendar date of the country, never an instant.
using Date = std::chrono::year_month_day;

// Every persisted decision reads wall time through this; tests hand in a ManualClock.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The system's clock. ZAKONWATCH_NOW=<RFC 3339> sets the time at which the process is taken to have started;
// from there it runs at the usual speed.
class SystemClock final : public Clock {
 public:
  explicit SystemClock(std::optional<Instant> start = {});
  Instant now() const override;

 private:
  std::chrono::seconds offset_;
};

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }
  void advance(std::chrono::seconds by) { now_ += by; }

 private:
  Instant now_;
};

std::string to_rfc3339(Instant instant);                    // 2026-11-22T06:31:04Z
Result<Instant> parse_rfc3339(std::string_view text);       // offsets accepted, result in UTC
std::string to_iso(Date date);                              // 2026-11-22
std::optional<Date> parse_iso_date(std::string_view text);  // YYYY-MM-DD, a valid calendar date only
// day.month.year in digits as printed in the region ("13.12.2012."), valid dates only.
std::optional<Date> parse_dotted_date(std::string_view text);

// The calendar date at `instant` in an IANA time zone (ICU's data). Unknown zones fail as config errors.
Result<Date> calendar_date(Instant instant, const std::string& time_zone);
// The first instant at or after `after` at which the clocks of `time_zone` show hour:minute. Exactly one a
// day: a time that a DST change skips moves to the first instant after the gap, a doubled one counts once.
Result<Instant> next_local_time(Instant after, int hour, int minute, const std::string& time_zone);

// Durations as written in configuration: "5s", "10m", "6h", "3d".
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

}  // namespace zakonwatch
