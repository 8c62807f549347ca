// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/schedule_rule.h"

#include <fmt/core.h>

#include <array>

#include "base/text.h"

namespace zakonwatch {
namespace {

using std::chrono::seconds;

tl::unexpected<Error> bad(std::string_view rule) {
  return fail(ErrorKind::config,
              fmt::format("schedule '{}' is not understood; write \"every 6h\", \"daily 07:30\", "
                          "\"weekdays 07:30\" or \"mon,thu 07:30\"",
                          rule));
}

struct LocalTime {
  int hour, minute;
};
std::optional<LocalTime> local_time(std::string_view text) {
  const auto two = [](std::string_view t) { return (t[0] - '0') * 10 + (t[1] - '0'); };
  if (text.size() != 5 || text[2] != ':') return {};
  for (const size_t i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9') return {};
  const LocalTime time{two(text), two(text.substr(3))};
  return time.hour < 24 && time.minute < 60 ? std::optional(time) : std::nullopt;
}

// Bit n is weekday n, Sunday = 0.
std::optional<unsigned> weekdays(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kNames = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  if (text == "daily") return 0x7FU;
  if (text == "weekdays") return 0x3EU;
  unsigned days = 0;
  for (const auto name : split(text, ',')) {
    size_t i = 0;
    while (i < kNames.size() && kNames[i] != name) ++i;
    if (i == kNames.size()) return {};
    days |= 1U << i;
  }
  return days;
}

}  // namespace

Result<Instant> next_due(std::string_view rule, Instant after, const std::string& time_zone) {
  const auto parts = split(trim(rule), ' ');
  if (parts.size() != 2) return bad(rule);
  if (parts[0] == "every") {
    const auto step = parse_duration(parts[1]);
    if (!step || *step < seconds(60)) return bad(rule);
    return after + *step;
  }
  const auto days = weekdays(parts[0]);
  const auto time = local_time(parts[1]);
  if (!days || !time) return bad(rule);
  Instant from = after + seconds(1);
  for (int i = 0; i < 8; ++i) {
    const auto at = next_local_time(from, time->hour, time->minute, time_zone);
    if (!at) return fail(at.error());
    const auto date = calendar_date(*at, time_zone);
    if (!date) return fail(date.error());
    const auto weekday = std::chrono::weekday(std::chrono::sys_days(*date)).c_encoding();
    if ((*days >> weekday) & 1U) return *at;
    from = *at + seconds(1);
  }
  return bad(rule);
}

}  // namespace zakonwatch
