// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/state_overview.h"

namespace zakonwatch {
namespace {

using Json = nlohmann::ordered_json;

Json instant(const std::optional<Instant>& value) { return value ? Json(to_rfc3339(*value)) : Json(nullptr); }
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json seconds_or_null(const std::optional<std::chrono::seconds>& value) {
  return value ? Json(value->count()) : Json(nullptr);
}

Json source_json(const StateOverview::SourceLine& line) {
  const SourceState& s = line.state;
  return {{"id", line.source->id.value},
          {"health", to_string(line.standing.health)},
          {"since", instant(line.standing.since)},
          {"cause", text_or_null(line.standing.cause)},
          {"last_attempt", instant(s.last_attempt)},
          {"last_success", instant(s.last_success)},
          {"last_change", instant(s.last_change)},
          {"next_due", instant(s.next_due)},
          {"second_look", instant(s.look_again)},
          {"due", line.due},
          {"running", line.running},
          {"running_since", line.running ? instant(s.running_since) : Json(nullptr)},
          {"schedule", line.source->schedule},
          {"usual_gap", seconds_or_null(s.usual_gap)},
          {"long_gap", seconds_or_null(s.long_gap)},
          {"failures", s.failures}};
}

Json host_json(const StateOverview::HostLine& line) {
  return {{"origin", line.host.origin},
          {"waits", line.waits},
          {"next_visit", instant(line.host.next_visit)},
          {"why", text_or_null(line.host.why)},
          {"failures", line.host.failures},
          {"visits_today", line.visits_today}};
}

Json notice_json(const Notice& n) {
  return {{"id", n.id},     {"at", to_rfc3339(n.at)},
          {"kind", n.kind}, {"topic", text_or_null(n.topic)},
          {"text", n.text}, {"delivered_at", instant(n.delivered_at)}};
}

template <typename List, typename Each>
Json list(const List& items, Each each) {
  Json out = Json::array();
  for (const auto& item : items) out.push_back(each(item));
  return out;
}

}  // namespace

std::string state_overview_json(const StateOverview& o) {
  const Outbox::Counts& c = o.outbox;
  const Json out = {{"now", to_rfc3339(o.now)},
                    {"running", o.holder ? Json(*o.holder) : Json(nullptr)},
                    {"heartbeat", o.heartbeat ? Json(to_rfc3339(o.heartbeat->at)) : Json(nullptr)},
                    {"alarms", list(o.alarms,
                                    [](const Alarm& a) {
                                      return Json{{"topic", a.topic}, {"text", a.text}};
                                    })},
                    {"sources", list(o.sources, source_json)},
                    {"hosts", list(o.hosts, host_json)},
                    {"outbox",
                     {{"owed", c.owed},
                      {"sending", c.sending},
                      {"sent", c.sent},
                      {"held", c.held},
                      {"failed", c.failed},
                      {"forgotten", c.forgotten},
                      {"withdrawn", c.withdrawn}}},
                    {"last_seq", o.last_seq},
                    {"held", o.held.size()},
                    {"held_snapshots", list(o.held,
                                            [](const Snapshot& s) {
                                              return Json{{"snapshot", s.id.value},
                                                          {"source", s.source.value},
                                                          {"url", s.url},
                                                          {"since", to_rfc3339(s.fetched_at)},
                                                          {"reason", s.reason}};
                                            })},
                    {"notices", list(o.notices, notice_json)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zakonwatch
