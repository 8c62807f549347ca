// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/health.h"

#include <fmt/core.h>

#include <algorithm>

#include "law/schedule_rule.h"

namespace zakonwatch {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr size_t kGapsToLearn = 6;
constexpr int kSilentIntervals = 3;
constexpr seconds kShortestGap = days(1);   // nobody is late within a day
constexpr seconds kUsualUnknown = days(7);  // until a rhythm is learned

struct Silence {
  Instant last;
  seconds allowed;
  std::string what;
};

// What a source may be silent about, and for how long.
std::vector<Silence> silences(const SourceState& state, const Source& source) {
  std::vector<Silence> out;
  if (state.last_success) {
    if (const auto rule = ScheduleRule::parse(source.schedule))
      out.push_back({*state.last_success, kSilentIntervals * rule->usual_interval(),
                     fmt::format("no visit has succeeded since {}", to_rfc3339(*state.last_success))});
    if (source.expect_within)
      out.push_back({*state.last_success, *source.expect_within,
                     fmt::format("no visit has succeeded since {}; its file allows {}",
                                 to_rfc3339(*state.last_success), in_words(*source.expect_within))});
  }
  const bool brings_documents = source.kind != SourceKind::consolidated;  // a code may rest for years
  if (state.last_change && brings_documents && source.expect_within)
    out.push_back({*state.last_change, *source.expect_within,
                   fmt::format("nothing new since {}; its file expects something within {}",
                               to_rfc3339(*state.last_change), in_words(*source.expect_within))});
  if (state.last_change && state.long_gap)
    out.push_back({*state.last_change, 2 * std::max(*state.long_gap, kShortestGap),
                   fmt::format("nothing new since {}; nine times of ten it takes at most {}",
                               to_rfc3339(*state.last_change), in_words(*state.long_gap))});
  return out;
}

}  // namespace

std::string in_words(seconds length) {
  const auto say = [](long n, const char* unit) {
    return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s");
  };
  const long minutes = length / std::chrono::minutes(1), hours = minutes / 60;
  if (hours >= 48) return say(hours / 24, "day");
  if (minutes >= 120) return say(hours, "hour");
  return minutes > 0 ? say(minutes, "minute") : say(length.count(), "second");
}

std::optional<SourceRhythm> learn_rhythm(const std::vector<Instant>& news) {
  if (news.size() < kGapsToLearn + 1) return {};
  std::vector<seconds> gaps;
  for (size_t i = 1; i < news.size(); ++i) gaps.push_back(news[i] - news[i - 1]);
  std::sort(gaps.begin(), gaps.end());
  return SourceRhythm{gaps[gaps.size() / 2], gaps[std::min(gaps.size() - 1, gaps.size() * 9 / 10)]};
}

Standing standing_of(const SourceState& state, const Source& source, Instant now) {
  const bool answers = state.health == Health::fresh || state.health == Health::quiet;
  if (!answers) return {state.health, state.health_since, state.cause};
  std::optional<Standing> late;
  for (const Silence& silence : silences(state, source)) {
    const Instant since = silence.last + silence.allowed;
    if (since >= now || (late && *late->since <= since)) continue;
    late = {Health::late, since, silence.what};
  }
  if (late) return *late;
  const seconds usual = std::max(state.usual_gap.value_or(kUsualUnknown), kShortestGap);
  const bool fresh = state.last_change && now - *state.last_change <= usual;
  return {fresh ? Health::fresh : Health::quiet, state.health_since, ""};
}

}  // namespace zakonwatch
