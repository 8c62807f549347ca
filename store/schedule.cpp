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
    "SELECT source, health, health_since, cause, last_attempt, last_success, last_change, next_due, "
    "failures, "
    "running_since, look_again, tripped_at, outage, usual_gap, long_gap, told, told_at FROM source_state ";
constexpr int kNewsKept = 64;
constexpr int64_t kVisitDaysKept = 31;
constexpr const char* kHosts =
    "SELECT origin, robots_body, robots_status, robots_fetched, next_visit, failures, why, "
    "robots_failing_since FROM host_state ";

int64_t day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count(); }

std::optional<std::chrono::seconds> maybe_seconds(const Statement& row, int column) {
  if (row.is_null(column)) return {};
  return std::chrono::seconds(row.integer(column));
}

std::optional<int64_t> count_of(const std::optional<std::chrono::seconds>& length) {
  return length ? std::optional<int64_t>(length->count()) : std::nullopt;
}

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
  state.running_since = row.maybe_instant(9);
  state.look_again = row.maybe_instant(10);
  state.tripped_at = row.maybe_instant(11);
  state.outage = row.flag(12);
  state.usual_gap = maybe_seconds(row, 13);
  state.long_gap = maybe_seconds(row, 14);
  state.told = row.text(15);
  state.told_at = row.maybe_instant(16);
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
  host.robots_failing_since = row.maybe_instant(7);
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
      "last_change, next_due, failures, running_since, look_again, tripped_at, outage, usual_gap, long_gap, "
      "told, told_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      state.source, to_string(state.health), state.health_since, state.cause, state.last_attempt,
      state.last_success, state.last_change, state.next_due, state.failures, state.running_since,
      state.look_again, state.tripped_at, state.outage, count_of(state.usual_gap), count_of(state.long_gap),
      state.told, state.told_at);
}

std::vector<SourceState> Schedule::all() {
  std::vector<SourceState> states;
  auto row = record_.database().prepare(std::string(kSources) + "ORDER BY source");
  while (row.step()) states.push_back(read_source(row));
  return states;
}

void Schedule::add_news(const SourceId& source, Instant at) {
  Database& database = record_.database();
  database.run("INSERT INTO source_news (source, at) VALUES (?, ?) ON CONFLICT DO NOTHING", source, at);
  database.run(
      "DELETE FROM source_news WHERE source = ?1 AND at NOT IN (SELECT at FROM source_news WHERE source = ?1 "
      "ORDER BY at DESC LIMIT ?2)",
      source, kNewsKept);
}

std::vector<Instant> Schedule::news(const SourceId& source) {
  std::vector<Instant> news;
  auto row = record_.database().query("SELECT at FROM source_news WHERE source = ? ORDER BY at", source);
  while (row.step()) news.push_back(row.instant(0));
  return news;
}

std::string Schedule::issuer(const std::string& origin) {
  auto row = record_.database().query("SELECT issuer FROM host_issuer WHERE origin = ?", origin);
  return row.step() ? row.text(0) : std::string();
}

void Schedule::set_issuer(const std::string& origin, const std::string& issuer, Instant since) {
  record_.database().run("REPLACE INTO host_issuer (origin, issuer, since) VALUES (?, ?, ?)", origin, issuer,
                         since);
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
      "why, robots_failing_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET "
      "robots_body = excluded.robots_body, robots_status = excluded.robots_status, robots_fetched = "
      "excluded.robots_fetched, next_visit = excluded.next_visit, failures = excluded.failures, why = "
      "excluded.why, robots_failing_since = excluded.robots_failing_since",
      host.origin, host.robots_body, host.robots_status, host.robots_fetched, host.next_visit, host.failures,
      host.why, host.robots_failing_since);
}

std::vector<HostState> Schedule::hosts() {
  std::vector<HostState> hosts;
  auto row = record_.database().prepare(std::string(kHosts) + "ORDER BY origin");
  while (row.step()) hosts.push_back(read_host(row));
  return hosts;
}

void Schedule::count_visits(const std::string& origin, Instant at, int64_t visits) {
  const int64_t day = day_of(at);
  record_.database().run(
      "INSERT INTO host_visits (origin, day, visits) VALUES (?, ?, ?) ON CONFLICT (origin, day) DO UPDATE "
      "SET visits = visits + excluded.visits",
      origin, day, visits);
  record_.database().run("DELETE FROM host_visits WHERE origin = ? AND day < ?", origin,
                         day - kVisitDaysKept);
}

int64_t Schedule::visits_on_day_of(const std::string& origin, Instant at) {
  auto row = record_.database().query("SELECT visits FROM host_visits WHERE origin = ? AND day = ?", origin,
                                      day_of(at));
  return row.step() ? row.integer(0) : 0;
}

}  // namespace zakonwatch
