// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/held_view.h"
#include "law/change_json.h"

namespace zakonwatch {
namespace {

using Json = nlohmann::ordered_json;

Json snapshot_json(const Snapshot& s) {
  return {{"snapshot", s.id.value},
          {"source", s.source.value},
          {"url", s.url},
          {"fetched_at", to_rfc3339(s.fetched_at)},
          {"sha256", s.body_sha256},
          {"warc", s.warc.to_string()},
          {"state", s.state == SnapshotState::held       ? "held"
                    : s.state == SnapshotState::rejected ? "rejected"
                                                         : "accepted"},
          {"reason", s.reason}};
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string held_json(const HeldView& view) {
  Json changes = Json::array();
  for (const Change& change : view.changes.changes) changes.push_back(Json::parse(change_to_json(change)));
  Json out = snapshot_json(view.snapshot);
  out["trouble"] = view.trouble.empty() ? Json(nullptr) : Json(view.trouble);
  out["articles"] = {{"stands", view.articles_stand}, {"held", view.articles_held}};
  out["changes"] = std::move(changes);
  return dump(out);
}

std::string held_list_json(const std::vector<Snapshot>& held) {
  Json list = Json::array();
  for (const Snapshot& snapshot : held) list.push_back(snapshot_json(snapshot));
  return dump({{"held", list}});
}

}  // namespace zakonwatch
