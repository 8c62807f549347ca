// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr size_t kFewSources = 3;
constexpr int kMostAlertsAtOnce = 25;
constexpr std::chrono::seconds kAtOnce = 1h;
constexpr std::chrono::seconds kLongestWait = 15min;
constexpr size_t kMostBytes = size_t{64} << 20;

}  // namespace

Candidates::Candidates(Record& record, Pipeline& pipeline, OperatorDesk& desk)
    : pipeline_(pipeline), desk_(desk), schedule_(record) {}

void Candidates::add(const Source& source, Document document, FetchOutcome outcome, Derived derived) {
  bytes_ += outcome.body.size() + outcome.wire_body.size();
  waiting_.push_back({&source, std::move(document), std::move(outcome), std::move(derived)});
}

bool Candidates::of(const SourceId& source) const {
  return std::any_of(waiting_.begin(), waiting_.end(), [&](const auto& c) { return c.source->id == source; });
}

bool Candidates::must_settle(Instant now) const {
  return !waiting_.empty() && (bytes_ > kMostBytes || now - waiting_.front().outcome.started > kLongestWait ||
                               waiting_.front().outcome.started > now);
}

std::vector<std::string> Candidates::tripped_in(const std::string& country) {
  const Instant now = desk_.now();
  std::vector<std::string> out;
  for (const SourceState& state : schedule_.all()) {
    const Source* source = desk_.catalogue().source(state.source.value);
    const bool lately = state.tripped_at && *state.tripped_at <= now && now - *state.tripped_at <= kAtOnce;
    if (source != nullptr && source->country == country && lately) out.push_back(state.source.value);
  }
  return out;
}

// A sentence where more than three of a country's sources tripped a gate within the hour. Those among `some`
// that their own gates hold are held first: they count too.
std::string Candidates::crowd_in(const std::string& country, std::vector<Pipeline::Confirmed>& some,
                                 const Told& told) {
  std::set<std::string> suspects;
  for (const auto& one : some) suspects.insert(one.source->id.value);
  for (std::string& source : tripped_in(country)) suspects.insert(std::move(source));
  if (suspects.size() <= kFewSources) return {};
  std::erase_if(some, [&](Pipeline::Confirmed& one) {
    if (!pipeline_.would_be_held(one)) return false;
    told(*one.source, pipeline_.keep(*one.source, one.document, one.outcome, one.derived));
    return true;
  });
  const auto tripped = tripped_in(country);
  if (tripped.size() <= kFewSources) return {};
  return fmt::format("{} sources of {} failed their gates within the hour ({})", tripped.size(), country,
                     fmt::join(tripped, ", "));
}

void Candidates::settle(const Told& told) {
  std::map<std::string, std::vector<Pipeline::Confirmed>> by_country;
  for (Pipeline::Confirmed& one : std::exchange(waiting_, {}))
    by_country[one.source->country].push_back(std::move(one));
  bytes_ = 0;
  std::vector<Pipeline::Confirmed> sound;
  for (auto& [country, some] : by_country) {
    const std::string crowd = crowd_in(country, some, told);
    if (crowd.empty()) {
      std::move(some.begin(), some.end(), std::back_inserter(sound));
      continue;
    }
    for (Pipeline::Confirmed& one : some) told(*one.source, pipeline_.hold(one, "a crowd: " + crowd));
    desk_.crowd(country, fmt::format("{}; what else changed there is held: `zakonwatch triage list`", crowd));
  }
  if (!sound.empty()) settle_some(std::move(sound), told);
}

void Candidates::settle_some(std::vector<Pipeline::Confirmed> some, const Told& told) {
  std::set<std::string> sources;
  for (const auto& one : some) sources.insert(one.source->id.value);
  if (sources.size() > kFewSources) {
    const int most = pipeline_.most_alerts_for_one(some);
    if (most > kMostAlertsAtOnce) {
      const std::string crowd =
          fmt::format("{} sources changed at once, {} alerts for one person", sources.size(), most);
      for (Pipeline::Confirmed& one : some) told(*one.source, pipeline_.hold(one, "a crowd: " + crowd));
      return desk_.crowd("*", crowd + "; everything is held: `zakonwatch triage list`");
    }
  }
  for (Pipeline::Confirmed& one : some)
    told(*one.source, pipeline_.keep(*one.source, one.document, one.outcome, one.derived));
}

}  // namespace zakonwatch
