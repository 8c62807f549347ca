// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relevance_json.h"

#include <nlohmann/json.hpp>

namespace zakonwatch {

std::string relevance_json(const std::vector<AssessedProvision>& rows) {
  using Json = nlohmann::ordered_json;
  Json provisions = Json::array();
  for (const AssessedProvision& row : rows) {
    Json topics = Json::array();
    for (const TopicScore& topic : row.relevance.topics)
      topics.push_back({{"id", topic.id}, {"score", topic.score}, {"why", topic.why}});
    provisions.push_back({{"eid", row.eid},
                          {"label", row.label},
                          {"score", row.relevance.score},
                          {"topics", topics},
                          {"relevant", row.relevance.relevant}});
  }
  return Json{{"provisions", provisions}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zakonwatch
