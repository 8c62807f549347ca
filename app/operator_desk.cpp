// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operator_desk.h"

#include <fmt/format.h>

#include <map>

#include "app/expressions.h"
#include "base/log.h"
#include "law/schedule_rule.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kDay = 24h, kWeek = 7 * 24h;
constexpr std::chrono::seconds kEver = std::chrono::years(100);
constexpr std::chrono::seconds kNearlyADay = 23h;     // "daily" must not drift by the length of a pass
constexpr std::chrono::seconds kOutageTooLong = 36h;  // a source visited daily has its second chance
constexpr int kFailuresOfAnOutage = 3;

struct Teller {
  std::string source, sentence;
};

// An outage heals itself more often than not; anything else is said at once.
bool worth_telling(const SourceState& state, const Standing& standing, Instant now) {
  const bool passing = state.outage || standing.health == Health::blocked;
  if (!passing || standing.health == Health::late) return true;
  return state.failures >= kFailuresOfAnOutage ||
         (state.last_success && now - *state.last_success > kOutageTooLong);
}

std::string sentence_of(const SourceState& state, const Standing& standing) {
  return fmt::format("{} since {}{}{}", state.source.value,
                     standing.since ? to_rfc3339(*standing.since) : "its first visit",
                     standing.cause.empty() ? "" : ": ", standing.cause);
}

std::string one_notice(const std::string& what, const std::vector<Teller>& alike) {
  if (alike.size() == 1) return fmt::format("{}: {}", what, alike.front().sentence);
  std::string names;
  for (const Teller& one : alike) names += (names.empty() ? "" : ", ") + one.source;
  return fmt::format("{}: {} sources: {}. The first: {}", what, alike.size(), names, alike.front().sentence);
}

}  // namespace

OperatorDesk::OperatorDesk(Environment& environment, Record& record)
    : environment_(environment), notices_(record), schedule_(record), snapshots_(record), record_(record) {}

void OperatorDesk::tell(const std::string& kind, const std::string& topic, const std::string& text,
                        std::chrono::seconds not_again_within) {
  const Instant now = environment_.clock().now();
  const auto last = notices_.last(kind, topic);
  if (last && last->at <= now && now - last->at < not_again_within) return;
  log::warn("for the operator: {}", text);
  notices_.add(kind, topic, text, now);
}

void OperatorDesk::tell_health() {
  const Instant now = environment_.clock().now();
  std::map<std::string, std::vector<Teller>> groups;
  for (SourceState& state : schedule_.all()) {
    const Source* source = catalogue().source(state.source.value);
    if (source == nullptr || !source->enabled) continue;
    const Standing standing = standing_of(state, *source, now);
    const std::string name(to_string(standing.health));
    std::string what;
    if (!needs_the_operator(standing.health)) {
      if (!state.told.empty()) what = "recovered";
    } else if (state.told != name) {
      if (worth_telling(state, standing, now)) what = name;
    } else if (state.told_at && (now - *state.told_at >= kWeek || *state.told_at > now)) {
      what = "still " + name;
    }
    if (what.empty()) continue;
    groups[what].push_back({state.source.value, what == "recovered"
                                                    ? fmt::format("{} is {} again", state.source.value, name)
                                                    : sentence_of(state, standing)});
    state.told = what == "recovered" ? "" : name;
    state.told_at = now;
    schedule_.save(state);
  }
  for (const auto& [what, alike] : groups)
    tell("health", alike.size() == 1 ? alike.front().source : "*", one_notice(what, alike), 0s);
}

void OperatorDesk::tell_held() {
  const auto held = snapshots_.held();
  const Instant now = environment_.clock().now();
  if (held.empty() || now - held.front().fetched_at < kNearlyADay) return;
  tell("held", "",
       fmt::format("{} held since {}: `zakonwatch triage list`", held.size(),
                   to_rfc3339(held.front().fetched_at)),
       kNearlyADay);
}

void OperatorDesk::tell_alarms() {
  for (const Alarm& alarm : standing_alarms(environment_, record_))
    tell("alarm", alarm.topic, alarm.text, kNearlyADay);
}

void OperatorDesk::tell_languages() {
  for (const Divergence& one : diverging_languages(record_, environment_.clock().now()))
    tell("languages", one.act.value + ' ' + one.language,
         fmt::format("{}: the text in '{}' has not followed {} after {} days: is its page behind, or is the "
                     "change none? `zakonwatch changes --act {}`",
                     one.act.value, one.language, fmt::join(one.changes, ", "), kDivergeAfter.count(),
                     one.act.value),
         4 * kWeek);
}

void OperatorDesk::unstable(const std::string& url, const std::string& text) {
  tell("unstable", url, text, kWeek);
}
void OperatorDesk::suggest_rule(const std::string& url, const std::string& text) {
  tell("rule", url, text, 4 * kWeek);
}
void OperatorDesk::gone(const std::string& url, const std::string& text) { tell("gone", url, text, kEver); }
void OperatorDesk::partial(const std::string& url, const std::string& text) {
  tell("partial", url, text, kEver);
}
void OperatorDesk::numbers(const std::string& source, const std::string& text) {
  tell("numbers", source, text, 0s);
}
void OperatorDesk::issuer(const std::string& origin, const std::string& text) {
  tell("issuer", origin, text, 0s);
}
void OperatorDesk::crowd(const std::string& where, const std::string& text) {
  tell("crowd", where, text, kNearlyADay);
}

std::vector<Alarm> standing_alarms(Environment& environment, Record& record) {
  std::vector<Alarm> out;
  const Instant now = environment.clock().now();
  if (const auto stuck = Outbox(record).oldest_unsent(); stuck && now - *stuck > 1h)
    out.push_back({"mail", fmt::format("mail does not get out since {}: `zakonwatch alerts status`",
                                       to_rfc3339(*stuck))});
  if (const auto left = environment.scarce_room())
    out.push_back(
        {"disk", fmt::format("{} MiB are left on the disk of {}: nothing is fetched before there "
                             "are {} ([crawler] min_free); mail goes on",
                             *left, environment.state().string(), environment.config().crawler.min_free)});
  std::optional<Instant> newest;
  std::vector<Teller> silent;
  for (const SourceState& state : Schedule(record).all()) {
    const Source* source = environment.catalogue().source(state.source.value);
    if (source == nullptr || !source->enabled || !state.last_success) continue;
    newest = std::max(newest.value_or(*state.last_success), *state.last_success);
    const auto rule = ScheduleRule::parse(source->schedule);
    if (rule && now - *state.last_success > 3 * rule->usual_interval())
      silent.push_back(
          {state.source.value, fmt::format("no visit to {} has succeeded since {}", state.source.value,
                                           to_rfc3339(*state.last_success))});
  }
  if (newest && now - *newest > kDay)
    out.push_back(
        {"fetch", fmt::format("nothing was fetched from any source since {}: is the daemon running, is "
                              "there a network?",
                              to_rfc3339(*newest))});
  else if (!silent.empty())
    out.push_back({"silent", one_notice("silent", silent)});
  return out;
}

}  // namespace zakonwatch
