// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recorded_json.h"

#include <nlohmann/json.hpp>

#include "law/change_json.h"

namespace zakonwatch {
namespace {

using Json = nlohmann::ordered_json;

Json date(const std::optional<Date>& value) { return value ? Json(to_iso(*value)) : Json(nullptr); }
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json version(const Snapshot& snapshot) {
  return {{"sha256", snapshot.body_sha256},
          {"fetched_at", to_rfc3339(snapshot.fetched_at)},
          {"url", snapshot.url},
          {"warc", snapshot.warc.to_string()}};
}

}  // namespace

std::string recorded_change_json(const RecordedChange& recorded) {
  const bool first = recorded.old_version == recorded.new_version;  // announced: nothing stood there before
  Json out = {{"id", recorded.id},
              {"seq", recorded.seq.value},
              {"act", {{"id", recorded.act.value}, {"title", recorded.act_title}}},
              {"country", recorded.country},
              {"source", recorded.source.value},
              {"dates",
               {{"published", date(recorded.published)},
                {"in_force_from", date(recorded.in_force_from)},
                {"first_seen", to_rfc3339(recorded.first_seen)}}},
              {"valid_from", to_iso(recorded.valid_from)},
              {"versions",
               {{"old", first ? Json(nullptr) : version(recorded.old_snapshot)},
                {"new", version(recorded.new_snapshot)}}},
              {"state", to_string(recorded.state)},
              {"backfill", recorded.backfill},
              {"pending", recorded.pending}};
  out.update(Json::parse(change_to_json(recorded.change)));
  return dump(out);
}

std::string crawl_json(const std::vector<SourceReport>& reports) {
  Json sources = Json::array();
  for (const SourceReport& r : reports)
    sources.push_back({{"id", r.id},
                       {"documents", r.documents},
                       {"not_modified", r.not_modified},
                       {"new_versions", r.new_versions},
                       {"held", r.held},
                       {"changes", r.changes},
                       {"relevant_changes", r.relevant_changes},
                       {"errors", r.errors}});
  return dump({{"sources", sources}});
}

std::string search_json(const SearchResults& results, const std::vector<std::string>& urls) {
  Json hits = Json::array();
  for (size_t i = 0; i < results.hits.size(); ++i) {
    const SearchHit& hit = results.hits[i];
    Json snippet = Json::array();
    for (const SnippetPart& part : hit.snippet) {
      Json piece = {{"text", part.text}};
      if (part.match) piece["match"] = true;
      snippet.push_back(piece);
    }
    hits.push_back({{"act", hit.act},
                    {"title", hit.title},
                    {"eid", hit.eid},
                    {"label", hit.label},
                    {"country", hit.country},
                    {"score", hit.score},
                    {"snippet", snippet},
                    {"why", hit.why},
                    {"in_force_from", date(hit.valid_from)},
                    {"in_force_until", date(hit.valid_until)},
                    {"url", urls[i].empty() ? Json(nullptr) : Json(urls[i])}});
  }
  Json facets = Json::object();
  for (const char* name : {"country", "topic"}) {
    facets[name] = Json::object();
    if (const auto it = results.facets.find(name); it != results.facets.end())
      for (const auto& [value, count] : it->second) facets[name][value] = count;
  }
  return dump({{"total", results.total},
               {"lower_bound", results.lower_bound},
               {"results", hits},
               {"facets", facets},
               {"suggestion", nullptr}});
}

}  // namespace zakonwatch
