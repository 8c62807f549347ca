// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/schedule_rule.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>

#include "base/text.h"

namespace zakonwatch {
namespace {

using std::chrono::seconds;

constexpr int kMinutesOfDay = 24 * 60;
constexpr unsigned kEveryDay = 0x7F;
constexpr seconds kShortest{60};
constexpr seconds kLongest = std::chrono::days(366);

tl::unexpected<Error> bad(std::string_view rule, std::string_view why = "is not understood") {
  return fail(ErrorKind::config,
              fmt::format("schedule '{}' {}; write \"every 6h\", \"daily 07:30, 19:30\", \"weekdays 08:00\", "
                          "\"mon,thu 09:00; sat 12:00\" or \"every 2h except 22:00-06:00, sun\"",
                          rule, why));
}

std::optional<int> minute_of_day(std::string_view text) {
  const auto two = [](std::string_view t) { return (t[0] - '0') * 10 + (t[1] - '0'); };
  if (text.size() != 5 || text[2] != ':') return {};
  for (const size_t i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9') return {};
  const int hour = two(text), minute = two(text.substr(3));
  return hour < 24 && minute < 60 ? std::optional(hour * 60 + minute) : std::nullopt;
}

std::optional<unsigned> day_bit(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kNames = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return {};
  return 1U << (found - kNames.begin());
}

std::optional<unsigned> days_of(std::string_view text) {
  if (text == "daily") return kEveryDay;
  if (text == "weekdays") return 0x3EU;
  unsigned days = 0;
  for (const auto name : split(text, ',')) {
    const auto bit = day_bit(trim(name));
    if (!bit) return {};
    days |= *bit;
  }
  return days;
}

// "mon, thu 07:30, 09:00": the days end where the first digit stands.
std::optional<ScheduleRule::Times> times_of(std::string_view text) {
  const size_t digit = text.find_first_of("0123456789");
  if (digit == std::string_view::npos) return {};
  const auto days = days_of(trim(text.substr(0, digit)));
  if (!days) return {};
  ScheduleRule::Times times{.days = *days};
  for (const auto part : split(text.substr(digit), ',')) {
    const auto minute = minute_of_day(trim(part));
    if (!minute) return {};
    times.minutes.push_back(*minute);
  }
  return times;
}

std::optional<ScheduleRule::Closed> closed_of(std::string_view text) {
  if (const auto day = day_bit(text)) return ScheduleRule::Closed{.days = *day};
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {};
  const auto from = minute_of_day(trim(text.substr(0, dash))),
             to = minute_of_day(trim(text.substr(dash + 1)));
  if (!from || !to || *from == *to) return {};
  return ScheduleRule::Closed{.from = *from, .to = *to};
}

bool covers(const ScheduleRule::Closed& closed, int minute) {
  return closed.from < closed.to ? minute >= closed.from && minute < closed.to
                                 : minute >= closed.from || minute < closed.to;
}

bool always_closed(const std::vector<ScheduleRule::Closed>& windows) {
  unsigned days = 0;
  std::bitset<kMinutesOfDay> minutes;
  for (const auto& closed : windows) {
    days |= closed.days;
    for (int minute = 0; closed.days == 0 && minute < kMinutesOfDay; ++minute)
      if (covers(closed, minute)) minutes.set(static_cast<size_t>(minute));
  }
  return days == kEveryDay || minutes.all();
}

Result<unsigned> weekday_bit(Instant at, const std::string& time_zone) {
  const auto date = calendar_date(at, time_zone);
  if (!date) return fail(date.error());
  return 1U << std::chrono::weekday(std::chrono::sys_days(*date)).c_encoding();
}

Result<Instant> next_at(Instant from, unsigned days, int minute, const std::string& time_zone) {
  for (int i = 0; i < 8; ++i) {
    auto at = next_local_time(from, minute / 60, minute % 60, time_zone);
    if (!at) return at;
    const auto day = weekday_bit(*at, time_zone);
    if (!day) return fail(day.error());
    if ((days & *day) != 0) return at;
    from = *at + seconds(1);
  }
  return fail(ErrorKind::config, "a schedule without days");
}

// Where the window ends that `at` falls into; `at` itself where it falls into none.
Result<Instant> end_of(const ScheduleRule::Closed& closed, Instant at, const std::string& time_zone) {
  if (closed.days != 0) {
    const auto day = weekday_bit(at, time_zone);
    if (!day) return fail(day.error());
    return (closed.days & *day) == 0 ? Result<Instant>(at)
                                     : next_local_time(at + seconds(1), 0, 0, time_zone);
  }
  const auto end = next_local_time(at, closed.to / 60, closed.to % 60, time_zone);
  const auto begin = next_local_time(at, closed.from / 60, closed.from % 60, time_zone);
  if (!end || !begin) return end ? begin : end;
  return *begin == at || *end < *begin ? *end : at;  // its end comes before its next beginning: inside
}

Result<Instant> opened(const std::vector<ScheduleRule::Closed>& windows, Instant at,
                       const std::string& time_zone) {
  const size_t most = 8 * (windows.size() + 1);
  for (size_t i = 0; i < most; ++i) {
    const Instant before = at;
    for (const auto& closed : windows) {
      auto end = end_of(closed, at, time_zone);
      if (!end) return end;
      at = *end;
    }
    if (at == before) break;
  }
  return at;
}

}  // namespace

Result<ScheduleRule> ScheduleRule::parse(std::string_view text) {
  ScheduleRule rule;
  constexpr std::string_view kExcept = " except ";
  const size_t except = text.find(kExcept);
  const std::string_view when = trim(text.substr(0, except));
  if (when.starts_with("every ")) {
    rule.every = parse_duration(trim(when.substr(6)));
    if (!rule.every || *rule.every < kShortest || *rule.every > kLongest) return bad(text);
  } else {
    for (const auto part : split(when, ';')) {
      auto times = times_of(trim(part));
      if (!times) return bad(text);
      rule.times.push_back(std::move(*times));
    }
  }
  if (except == std::string_view::npos) return rule;
  for (const auto part : split(text.substr(except + kExcept.size()), ',')) {
    const auto closed = closed_of(trim(part));
    if (!closed) return bad(text);
    rule.closed.push_back(*closed);
  }
  if (always_closed(rule.closed)) return bad(text, "is never due: its exceptions leave no time");
  return rule;
}

Result<Instant> ScheduleRule::next(Instant after, const std::string& time_zone) const {
  if (every) return opened(closed, after + *every, time_zone);
  std::optional<Instant> first;
  for (const Times& some : times)
    for (const int minute : some.minutes) {
      auto at = next_at(after + seconds(1), some.days, minute, time_zone);
      if (!at) return at;
      if (!first || *at < *first) first = *at;
    }
  return opened(closed, *first, time_zone);
}

seconds ScheduleRule::usual_interval() const {
  if (every) return *every;
  long visits = 0;
  for (const Times& some : times) visits += std::popcount(some.days) * static_cast<long>(some.minutes.size());
  return seconds(std::chrono::weeks(1)) / std::max(visits, 1L);
}

Result<Instant> next_due(std::string_view rule, Instant after, const std::string& time_zone) {
  const auto parsed = ScheduleRule::parse(rule);
  if (!parsed) return fail(parsed.error());
  return parsed->next(after, time_zone);
}

}  // namespace zakonwatch
