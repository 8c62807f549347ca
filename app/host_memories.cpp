// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/host_memories.h"

namespace zakonwatch {
namespace {
constexpr std::chrono::seconds kLongestWait = std::chrono::hours(27);  // a day and its jitter
}

HostMemory RecordedHosts::load(const std::string& origin) {
  HostState state = schedule_.host(origin);
  // No rule reaches further ahead: such a wait was set by a clock that has since been put back.
  if (state.next_visit && *state.next_visit > clock_.now() + kLongestWait) state.next_visit.reset();
  before_.emplace(origin, state);
  return {.robots_body = state.robots_body,
          .robots_status = state.robots_status,
          .robots_fetched = state.robots_fetched.value_or(Instant{}),
          .robots_failing_since = state.robots_failing_since.value_or(Instant{}),
          .next_visit = state.next_visit.value_or(Instant{}),
          .failures = state.failures,
          .why = state.why};
}

void RecordedHosts::save(const std::string& origin, const HostMemory& memory) {
  const auto known = [](Instant at) { return at == Instant{} ? std::nullopt : std::optional(at); };
  schedule_.save(HostState{.origin = origin,
                           .robots_body = memory.robots_body,
                           .robots_status = memory.robots_status,
                           .robots_fetched = known(memory.robots_fetched),
                           .robots_failing_since = known(memory.robots_failing_since),
                           .next_visit = known(memory.next_visit),
                           .failures = memory.failures,
                           .why = memory.why});
}

int RecordedHosts::visits_today(const std::string& origin) {
  return static_cast<int>(schedule_.visits_on_day_of(origin, clock_.now()));
}

void RecordedHosts::forget_failures() {
  for (const auto& [origin, state] : before_) schedule_.save(state);
}

}  // namespace zakonwatch
