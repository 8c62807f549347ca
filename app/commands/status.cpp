// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands/command.h"
#include "app/health.h"
#include "app/point_in_time.h"
#include "app/status_json.h"
#include "app/terminal.h"
#include "store/changes.h"
#include "store/documents.h"

namespace zakonwatch {
namespace {

std::string when(const std::optional<Instant>& instant) {
  return instant ? to_rfc3339(*instant) : std::string("never");
}

int run(Environment& environment) {
  const auto record = open_record_for_reading(environment);
  Schedule schedule(*record);
  auto states = schedule.all();
  for (SourceState& state : states)
    if (const Source* source = environment.catalogue().source(state.source.value))
      state.health = health_now(state, *source, environment.clock().now());
  const auto hosts = schedule.hosts();
  const auto counts = Outbox(*record).counts();
  const size_t held = Snapshots(*record).held().size();
  if (environment.globals().json) {
    print(status_json(states, hosts, counts, Changes(*record).last_seq(), held) + "\n");
    return 0;
  }
  for (const SourceState& s : states) {
    print(fmt::format("{:<20} {:<8} last success {}, next due {}\n", s.source.value, to_string(s.health),
                      when(s.last_success), when(s.next_due)));
    if (!s.cause.empty())
      print(fmt::format("    {} since {}: {}\n", to_string(s.health), when(s.health_since), s.cause));
  }
  for (const HostState& h : hosts)
    if (h.next_visit && *h.next_visit > environment.clock().now())
      print(fmt::format("{} waits until {}: {}\n", h.origin, to_rfc3339(*h.next_visit), h.why));
  print(fmt::format("mail: owed {}, held {}, failed {}, sent {}\n", counts.owed, counts.held, counts.failed,
                    counts.sent));
  if (held > 0)
    print(
        fmt::format("{} snapshot{} held: see `zakonwatch triage list`\n", held, held == 1 ? " is" : "s are"));
  return 0;
}

}  // namespace

void add_status(CommandLine& line) {
  line.runs(line.verb("status", "What is due, blocked, held and owed"), run);
}

}  // namespace zakonwatch
