// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schedule.h"

#include "store/names.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr Names<Health, 6> kHealths{{{Health::unseen, "unseen"},
                                     {Health::fresh, "fresh"},
                                     {Health::quiet, "quiet"},
                                     {Health::late, "late"},
                                     {Health::blocked, "blocked"},
                                     {Health::broken, "broken"}}};

constexpr const char* kSources =
    "SELECT source, health, health_since, cause, last_attempt, last_success, last_change, next_due, failures "
    "FROM source_state ";
constexpr const char* kHosts =
    "SELECT origin, robots_body, robots_status, robots_fetched, next_visit, failures, why FROM host_state ";

SourceState read_source(const Statement& row) {
  SourceState state;
  state.source = SourceId(row.text(0));
  state.health = named(kHealths, row.view(1));
  state.health_since = row.maybe_instant(2);
  state.cause = row.text(3);
  state.last_attempt = row.maybe_instant(4);
  state.last_success = row.maybe_instant(5);
  state.last_change = row.maybe_instant(6);
  state.next_due = row.maybe_instant(7);
  state.failures = static_cast<int>(row.integer(8));
  return state;
}

HostState read_host(const Statement& row) {
  HostState host;
  host.origin = row.text(0);
  host.robots_body = row.text(1);
  host.robots_status = static_cast<int>(row.integer(2));
  host.robots_fetched = row.maybe_instant(3);
  host.next_visit = row.maybe_instant(4);
  host.failures = static_cast<int>(row.integer(5));
  host.why = row.text(6);
  return host;
}

}  // namespace

std::string_view to_string(Health health) { return name_of(kHealths, health); }

std::optional<Health> health(std::string_view name) { return find_name(kHealths, name); }

SourceState Schedule::get(const SourceId& source) {
  auto row = record_.database().query(std::string(kSources) + "WHERE source = ?", source);
  if (row.step()) return read_source(row);
  SourceState unseen;
  unseen.source = source;
  return unseen;
}

void Schedule::save(const SourceState& state) {
  record_.database().run(
      "REPLACE INTO source_state (source, health, health_since, cause, last_attempt, last_success, "
      "last_change, next_due, failures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      state.source, to_string(state.health), state.health_since, state.cause, state.last_attempt,
      state.last_success, state.last_change, state.next_due, state.failures);
}

std::vector<SourceState> Schedule::all() {
  std::vector<SourceState> states;
  auto row = record_.database().prepare(std::string(kSources) + "ORDER BY source");
  while (row.step()) states.push_back(read_source(row));
  return states;
}

HostState Schedule::host(const std::string& origin) {
  auto row = record_.database().query(std::string(kHosts) + "WHERE origin = ?", origin);
  if (row.step()) return read_host(row);
  HostState unknown;
  unknown.origin = origin;
  return unknown;
}

void Schedule::save(const HostState& host) {
  record_.database().run(
      "INSERT INTO host_state (origin, robots_body, robots_status, robots_fetched, next_visit, failures, "
      "why) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET robots_body = "
      "excluded.robots_body, robots_status = excluded.robots_status, robots_fetched = "
      "excluded.robots_fetched, next_visit = excluded.next_visit, failures = excluded.failures, why = "
      "excluded.why",
      host.origin, host.robots_body, host.robots_status, host.robots_fetched, host.next_visit, host.failures,
      host.why);
}

std::vector<HostState> Schedule::hosts() {
  std::vector<HostState> hosts;
  auto row = record_.database().prepare(std::string(kHosts) + "ORDER BY origin");
  while (row.step()) hosts.push_back(read_host(row));
  return hosts;
}

}  // namespace zakonwatch
