// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/source_check_json.h"

#include <nlohmann/json.hpp>

#include "base/content_hash.h"

namespace zakonwatch {

using Json = nlohmann::ordered_json;

std::string check_json(const std::vector<CheckReport>& reports, const std::string& when) {
  Json sources = Json::array();
  for (const CheckReport& report : reports) {
    Json items = Json::array(), seen = Json::array();
    for (const CheckItem& one : report.items)
      items.push_back({{"item", one.name}, {"result", to_string(one.result)}, {"words", one.words}});
    for (const CheckSeen& one : report.seen)
      seen.push_back({{"url", one.url},
                      {"status", one.status},
                      {"media_type", one.media_type},
                      {"bytes", one.body.size()},
                      {"sha256", sha256_hex(one.body)}});
    sources.push_back({{"id", report.source},
                       {"checked_at", when},
                       {"passed", !report.failed()},
                       {"title", report.title.empty() ? Json(nullptr) : Json(report.title)},
                       {"articles", report.articles},
                       {"items", items},
                       {"seen", seen}});
  }
  return Json({{"sources", sources}}).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zakonwatch
