// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/source_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/health.h"
#include "base/fault.h"
#include "law/schedule_rule.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kFirstRetry = 15min, kLongestRetry = 6h;  // after an outage, doubling
constexpr std::chrono::seconds kOfflineRetry = 10min;

std::chrono::seconds retry_after(int failures) {
  return std::min(kFirstRetry * (1 << std::clamp(failures - 1, 0, 8)), kLongestRetry);
}

std::string cause_of(const SourceReport& report, const PassEnd& end) {
  if (report.errors.empty()) return end.held;
  const size_t more = report.errors.size() - 1;
  return more == 0 ? report.errors.front() : fmt::format("{} ({} more like it)", report.errors.front(), more);
}

void take_news(SourceState& state, const SourceReport& report, const PassEnd& end) {
  if (report.new_versions == 0) return;
  state.last_change = end.now;
  if (const auto rhythm = learn_rhythm(end.news)) {
    state.usual_gap = rhythm->usual;
    state.long_gap = rhythm->long_;
  }
}

}  // namespace

// A clock that was set back would leave a source unvisited until it has caught up; a few minutes do no harm.
constexpr std::chrono::hours kClockSlack{1};

bool is_due(const SourceState& state, Instant now) {
  if (!state.next_due || *state.next_due <= now) return true;
  return state.last_attempt && *state.last_attempt > now + kClockSlack;
}

SourceState conclude(SourceState state, const Source& source, const SourceReport& report,
                     const PassEnd& end) {
  state.running_since.reset();
  state.look_again = end.look_again;
  take_news(state, report, end);
  if (end.offline) {
    if (!report.second_looks) state.last_attempt = end.now;
    state.next_due = end.now + kOfflineRetry;
    return state;
  }
  if (report.second_looks && end.held.empty()) return state;  // the scheduled pass judges
  const bool sound = report.errors.empty() && end.held.empty();
  const Health health = report.blocked ? Health::blocked : sound ? Health::fresh : Health::broken;
  const bool same = health == state.health || (sound && state.health == Health::quiet);
  if (!same) state.health_since = end.now;
  state.health = health;
  state.cause = cause_of(report, end);
  if (report.second_looks) return state;
  state.last_attempt = end.now;
  state.outage = !report.errors.empty() && report.outages == static_cast<int>(report.errors.size());
  state.failures = report.errors.empty() ? 0 : state.failures + 1;
  if (report.errors.empty()) state.last_success = end.now;
  state.next_due = value_or_throw(next_due(source.schedule, end.now, source.time_zone));
  if (state.outage && !report.blocked)
    state.next_due = std::min(*state.next_due, end.now + retry_after(state.failures));
  return state;
}

}  // namespace zakonwatch
