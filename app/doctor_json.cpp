// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/doctor.h"
#include "law/json_fields.h"

namespace zakonwatch {

std::string findings_json(const std::vector<Finding>& findings) {
  using json_fields::Json;
  Json all = Json::array();
  for (const Finding& one : findings) {
    const char* level = one.level == Finding::Level::sound    ? "sound"
                        : one.level == Finding::Level::advice ? "advice"
                                                              : "fault";
    all.push_back({{"topic", one.topic}, {"level", level}, {"words", one.words}});
  }
  const bool sound = std::none_of(findings.begin(), findings.end(),
                                  [](const Finding& one) { return one.level == Finding::Level::fault; });
  return json_fields::dump({{"sound", sound}, {"findings", std::move(all)}});
}

}  // namespace zakonwatch
