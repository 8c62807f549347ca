// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "law/ids.h"
#include "store/record.h"

namespace zakonwatch {

enum class Health { unseen, fresh, quiet, late, blocked, broken };
std::string_view to_string(Health health);
std::optional<Health> health(std::string_view name);

// What the program knows of a source's passes.
struct SourceState {
  SourceId source;
  Health health = Health::unseen;
  std::optional<Instant> health_since;
  std::string cause;  // a sentence; empty when all is well
  std::optional<Instant> last_attempt, last_success, last_change, next_due;
  int failures = 0;  // passes in a row
};

// Remembered of a host between passes: the robots file, the earliest next visit, the circuit breaker.
struct HostState {
  std::string origin;
  std::string robots_body;
  int robots_status = 0;
  std::optional<Instant> robots_fetched, next_visit;
  int failures = 0;
  std::string why;
};

class Schedule {
 public:
  explicit Schedule(Record& record) : record_(record) {}
  SourceState get(const SourceId& source);
  void save(const SourceState& state);
  std::vector<SourceState> all();
  HostState host(const std::string& origin);
  void save(const HostState& host);
  std::vector<HostState> hosts();

 private:
  Record& record_;
};

}  // namespace zakonwatch
