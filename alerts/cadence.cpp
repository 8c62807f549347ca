// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/cadence.h"

namespace zakonwatch {
namespace {

Result<bool> falls_on(Instant instant, const Rhythm& rhythm) {
  const auto date = calendar_date(instant, rhythm.time_zone);
  if (!date) return fail(date.error());
  return std::chrono::weekday(std::chrono::sys_days(*date)) == rhythm.day;
}

}  // namespace

Rhythm rhythm_of(const Subscription& subscription) {
  return {subscription.cadence, subscription.hour, subscription.minute, subscription.time_zone,
          std::chrono::weekday(static_cast<unsigned>(subscription.weekday))};
}

Result<Instant> next_due(const Rhythm& rhythm, Instant last) {
  if (rhythm.cadence == Cadence::immediate) return last;
  Instant from = last + std::chrono::seconds{1};
  for (int day = 0; day < 9; ++day) {
    const auto next = next_local_time(from, rhythm.hour, rhythm.minute, rhythm.time_zone);
    if (!next || rhythm.cadence == Cadence::day) return next;
    const auto matches = falls_on(*next, rhythm);
    if (!matches) return fail(matches.error());
    if (*matches) return next;
    from = *next + std::chrono::seconds{1};
  }
  return fail(ErrorKind::config, "no " + rhythm.time_zone + " time is due within a week");
}

Result<bool> is_due(const Rhythm& rhythm, Instant last, Instant now) {
  const auto due = next_due(rhythm, last);
  if (!due) return fail(due.error());
  return *due <= now;
}

// Within them the end comes before the next beginning.
Result<bool> in_quiet_hours(const Subscription& subscription, Instant now) {
  if (subscription.quiet_from == subscription.quiet_until) return false;
  const auto next = [&](int minutes) {
    return next_local_time(now + std::chrono::seconds{1}, minutes / 60, minutes % 60, subscription.time_zone);
  };
  const auto until = next(subscription.quiet_until), from = next(subscription.quiet_from);
  if (!until) return fail(until.error());
  if (!from) return fail(from.error());
  return *until < *from;
}

}  // namespace zakonwatch
