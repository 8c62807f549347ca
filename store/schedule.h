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
  int failures = 0;                      // passes in a row
  std::optional<Instant> running_since;  // a pass is under way; stale where no process holds the state
  std::optional<Instant> look_again;     // when the first of its pending pages is due for its second look
  std::optional<Instant> tripped_at;     // when a gate last stopped one of its pages
  bool outage = false;  // the last pass failed on the way (network, 5xx, maintenance), not on what came
  // Its rhythm, learned from what it brought: half of the gaps are shorter than the one, nine of ten shorter
  // than the other. Nothing until enough was seen.
  std::optional<std::chrono::seconds> usual_gap, long_gap;
  // What the operator was last told of its health, and when: each state once, a broken one weekly.
  std::string told;
  std::optional<Instant> told_at;
};

// Remembered of a host between passes: the robots file, the earliest next visit, the circuit breaker.
struct HostState {
  std::string origin;
  std::string robots_body;
  int robots_status = 0;
  std::optional<Instant> robots_fetched, robots_failing_since, next_visit;
  int failures = 0;
  std::string why;
};

class Schedule {
 public:
  explicit Schedule(Record& record) : record_(record) {}
  SourceState get(const SourceId& source);
  void save(const SourceState& state);
  std::vector<SourceState> all();
  // A pass that brought something new. The newest 64 are kept.
  void add_news(const SourceId& source, Instant at);
  std::vector<Instant> news(const SourceId& source);  // oldest first
  // Who issued the certificate that a host last showed; empty where none was seen.
  std::string issuer(const std::string& origin);
  void set_issuer(const std::string& origin, const std::string& issuer, Instant since);
  HostState host(const std::string& origin);
  void save(const HostState& host);
  std::vector<HostState> hosts();
  // Requests to a host by day (UTC); counts of days gone by are dropped after a month.
  void count_visits(const std::string& origin, Instant at, int64_t visits);
  int64_t visits_on_day_of(const std::string& origin, Instant at);

 private:
  Record& record_;
};

}  // namespace zakonwatch
