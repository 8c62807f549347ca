// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/host_memories.h"

namespace zakonwatch {

HostMemory RecordedHosts::load(const std::string& origin) {
  const HostState state = schedule_.host(origin);
  return {.robots_body = state.robots_body,
          .robots_status = state.robots_status,
          .robots_fetched = state.robots_fetched.value_or(Instant{}),
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
                           .next_visit = known(memory.next_visit),
                           .failures = memory.failures,
                           .why = memory.why});
}

}  // namespace zakonwatch
