// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/look_back.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/owe.h"
#include "app/point_in_time.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::hours kYear{365 * 24};
constexpr size_t kShown = 10;
constexpr size_t kTooManyAMonth = 60;  // two a day: more is skimmed, and what is skimmed is missed
constexpr int kMonth = 30;

size_t a_month(const LookBack& look) {
  return (look.total * kMonth + static_cast<size_t>(look.days) / 2) / static_cast<size_t>(look.days);
}

}  // namespace

LookBack look_back(Environment& environment, const Subscription& subscription) {
  LookBack look{.confirmed_only = subscription.filter.confirmed_only};
  const Instant now = environment.clock().now();
  std::optional<Instant> oldest;
  if (!std::filesystem::exists(environment.state() / "record.db")) return look;
  const auto record = open_record_for_reading(environment);
  Changes(*record).each({.since = now - kYear}, [&](const RecordedChange& change) {
    oldest = std::min(oldest.value_or(now), change.first_seen);
    if (change.backfill || change.state == ChangeState::dismissed) return;
    if (!Matcher(environment, change).matches(subscription.filter)) return;
    ++look.total;
    look.newest.insert(look.newest.begin(),
                       fmt::format("{}  {}  {}: {}", to_rfc3339(change.first_seen).substr(0, 10), change.id,
                                   change.change.side().label, change.change.summary_en));
    if (look.newest.size() > kShown) look.newest.pop_back();
  });
  if (oldest) look.days = static_cast<int>((now - *oldest) / std::chrono::hours(24)) + 1;
  return look;
}

std::string expectation(const LookBack& look) {
  if (look.days == 0) return "nothing is on record yet to say how much mail this would bring\n";
  std::string line = fmt::format("{} {} in the last {} {} would have matched, about {} a month\n", look.total,
                                 look.total == 1 ? "change" : "changes", look.days,
                                 look.days == 1 ? "day" : "days", a_month(look));
  if (a_month(look) > kTooManyAMonth)
    line +=
        "warning: that is more than a person reads; narrow it with --topic, --country, --min-score or "
        "--exclude, or take --every week\n";
  if (look.total == 0)
    line += look.confirmed_only ? "warning: no analyst has confirmed anything that matches\n"
                                : "warning: nothing matched; is a filter too narrow?\n";
  return line;
}

}  // namespace zakonwatch
