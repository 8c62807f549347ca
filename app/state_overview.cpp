// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state_overview.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/source_report.h"
#include "app/state_lock.h"
#include "base/text.h"
#include "store/changes.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr size_t kNotices = 5;
constexpr std::chrono::seconds kHeartbeatLife = 5min;

// "2026-11-25 06:31": to the minute, UTC.
std::string minute(const std::optional<Instant>& at) {
  if (!at) return "never";
  std::string text = to_rfc3339(*at).substr(0, 16);
  text[10] = ' ';
  return text;
}

// Words wrapped to the width, every line indented; a word longer than a line stands alone on it.
std::string wrapped(std::string_view text, size_t indent, size_t columns) {
  std::string out, line;
  const std::string clean = strip_controls(text), margin(indent, ' ');
  const auto flush = [&] {
    if (!line.empty()) out += margin + line + "\n";
    line.clear();
  };
  for (const auto word : split(clean, ' ')) {
    if (!line.empty() && indent + display_width(line) + 1 + display_width(word) > columns) flush();
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  flush();
  return out;
}

std::string padded(std::string_view text, size_t width) {
  std::string out = ellipsis(text, width);
  out.append(width - std::min(width, display_width(out)), ' ');
  return out;
}

std::string daemon_text(const StateOverview& o, size_t columns) {
  std::string out =
      wrapped(o.holder ? "at work: " + *o.holder : "nothing is running on this state", 0, columns);
  if (!o.heartbeat) return out;
  const bool old = o.now - o.heartbeat->at > kHeartbeatLife;
  return out + wrapped(fmt::format("last heartbeat {}{}", minute(o.heartbeat->at),
                                   old && o.holder ? ": old, is the daemon stuck?" : ""),
                       0, columns);
}

std::string sources_text(const StateOverview& o, size_t columns) {
  std::string out = fmt::format("\n{} {:<8} {:<16}  {:<16}  {}\n", padded("source", 24), "health",
                                "last success", "next", "");
  for (const auto& line : o.sources) {
    const SourceState& s = line.state;
    const std::string next = line.running ? "running"
                             : line.due
                                 ? "due"
                                 : minute(s.look_again ? std::min(*s.look_again, *s.next_due) : *s.next_due);
    out += fmt::format("{} {:<8} {:<16}  {}\n", padded(line.source->id.value, 24),
                       to_string(line.standing.health), minute(s.last_success), next);
    if (line.running) out += wrapped(fmt::format("running since {}", minute(s.running_since)), 4, columns);
    if (!line.standing.cause.empty())
      out += wrapped(fmt::format("{} since {}: {}", to_string(line.standing.health),
                                 minute(line.standing.since), line.standing.cause),
                     4, columns);
    if (s.look_again)
      out += wrapped(fmt::format("a changed page waits for its second look at {}", minute(s.look_again)), 4,
                     columns);
  }
  return out;
}

std::string hosts_text(const StateOverview& o, size_t columns) {
  std::string waiting, busy;
  for (const auto& line : o.hosts) {
    if (line.waits)
      waiting += wrapped(fmt::format("{} until {}: {} ({} visits today)", line.host.origin,
                                     to_rfc3339(*line.host.next_visit), line.host.why, line.visits_today),
                         2, columns);
    else if (line.visits_today > 0)
      busy += wrapped(fmt::format("{}: {}", line.host.origin, line.visits_today), 2, columns);
  }
  std::string out;
  if (!waiting.empty()) out += "\nhosts that wait\n" + waiting;
  if (!busy.empty()) out += "\nvisits today (UTC)\n" + busy;
  return out;
}

std::string held_text(const StateOverview& o, size_t columns) {
  if (o.held.empty()) return "";
  std::string out = fmt::format("\n{} held since {}: `zakonwatch triage list`\n", o.held.size(),
                                minute(o.held.front().fetched_at));
  for (const Snapshot& s : o.held)
    out += wrapped(fmt::format("snapshot {} of {} since {}: {}", s.id.value, s.source.value,
                               minute(s.fetched_at), s.reason),
                   2, columns);
  return out;
}

}  // namespace

StateOverview state_overview(Environment& environment, Record& record) {
  StateOverview o{.now = environment.clock().now()};
  o.holder = state_holder(environment.state());
  o.heartbeat = read_heartbeat(environment.state());
  Schedule schedule(record);
  for (const Source* source : environment.catalogue().sources()) {
    SourceState state = schedule.get(source->id);
    const bool by_hand = !source->enabled && state.last_attempt;  // crawled though its file switches it off
    if (!source->enabled && !by_hand) continue;
    const Standing standing = standing_of(state, *source, o.now);
    o.sources.push_back({.source = source,
                         .state = state,
                         .standing = standing,
                         .due = is_due(state, o.now) || (state.look_again && *state.look_again <= o.now),
                         .running = o.holder && state.running_since});
  }
  for (HostState& host : schedule.hosts())
    o.hosts.push_back({.host = host,
                       .visits_today = schedule.visits_on_day_of(host.origin, o.now),
                       .waits = host.next_visit && *host.next_visit > o.now});
  o.held = Snapshots(record).held();
  o.alarms = standing_alarms(environment, record);
  o.notices = Notices(record).newest(kNotices);
  o.outbox = Outbox(record).counts();
  o.last_seq = Changes(record).last_seq();
  return o;
}

std::string state_overview_text(const StateOverview& o, size_t columns) {
  std::string out = daemon_text(o, columns);
  for (const Alarm& alarm : o.alarms) out += wrapped("ALARM: " + alarm.text, 0, columns);
  out += sources_text(o, columns) + hosts_text(o, columns) + held_text(o, columns);
  if (!o.notices.empty()) out += "\nlast notices\n";
  for (const Notice& notice : o.notices)
    out += wrapped(fmt::format("{} {}", minute(notice.at), notice.text), 2, columns);
  const Outbox::Counts& mail = o.outbox;
  out += fmt::format("\nmail: {} owed, {} sending, {} put off, {} failed, {} sent\n", mail.owed, mail.sending,
                     mail.held, mail.failed, mail.sent);
  return out + "times are UTC\n";
}

}  // namespace zakonwatch
