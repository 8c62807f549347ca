// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/replay.h"
#include "law/json_fields.h"

namespace zakonwatch {
namespace {

using json_fields::Json;

Json alert_json(const ReplayedAlert& alert) {
  const RecordedChange& change = alert.change;
  return {{"id", json_fields::text_or_null(change.id)},
          {"act", {{"id", change.act.value}, {"title", change.act_title}}},
          {"country", change.country},
          {"source", change.source.value},
          {"first_seen", to_rfc3339(change.first_seen)},
          {"kind", to_string(change.change.kind)},
          {"eid", change.change.side().eid},
          {"label", change.change.side().label},
          {"direction", to_string(change.change.direction)},
          {"score", change.change.relevance.score},
          {"summary", {{"en", change.change.summary_en}, {"ru", change.change.summary_ru}}},
          {"told", alert.told}};
}

}  // namespace

std::string replay_json(const Replay& replay, Instant since, ReplayFrom from) {
  Json subscriptions = Json::array();
  for (const ReplayedSubscription& one : replay.subscriptions) {
    Json alerts = Json::array();
    for (const ReplayedAlert& alert : one.alerts) alerts.push_back(alert_json(alert));
    subscriptions.push_back({{"id", one.id.value},
                             {"label", json_fields::text_or_null(one.label)},
                             {"alerts", std::move(alerts)},
                             {"not_again", one.not_again}});
  }
  return json_fields::dump({{"since", to_rfc3339(since)},
                            {"from", from == ReplayFrom::archive ? "archive" : "record"},
                            {"changes", replay.changes},
                            {"unreadable", replay.unreadable},
                            {"subscriptions", std::move(subscriptions)},
                            {"sent", 0}});
}

}  // namespace zakonwatch
