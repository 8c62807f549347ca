// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/json_fields.h"
#include "law/subscription.h"

namespace zakonwatch {
namespace {

using json_fields::Json;

template <typename Enum>
Json names(const std::vector<Enum>& values) {
  Json out = Json::array();
  for (const Enum value : values) out.push_back(to_string(value));
  return out;
}

Filter read_filter(const Json& json) {
  Filter filter;
  filter.countries = json_fields::read_texts(json.at("countries"));
  filter.topics = json_fields::read_texts(json.at("topics"));
  filter.acts = json_fields::read_texts(json.at("acts"));
  for (const Json& kind : json.at("kinds"))
    if (const auto value = change_kind(kind.get<std::string>())) filter.kinds.push_back(*value);
  for (const Json& name : json.at("directions"))
    if (const auto value = direction(name.get<std::string>())) filter.directions.push_back(*value);
  filter.query = json.at("query").get<std::string>();
  filter.min_score = json.at("min_score").get<double>();
  // Rows of older versions know neither.
  if (json.contains("exclude")) filter.exclude = json_fields::read_texts(json.at("exclude"));
  filter.confirmed_only = json.value("confirmed_only", false);
  return filter;
}

}  // namespace

std::string filter_to_json(const Filter& filter) {
  return json_fields::dump({{"countries", filter.countries},
                            {"topics", filter.topics},
                            {"acts", filter.acts},
                            {"kinds", names(filter.kinds)},
                            {"directions", names(filter.directions)},
                            {"query", filter.query},
                            {"min_score", filter.min_score},
                            {"exclude", filter.exclude},
                            {"confirmed_only", filter.confirmed_only}});
}

Result<Filter> filter_from_json(std::string_view json) {
  return json_fields::parse<Filter>(json, "a subscription's filter", read_filter);
}

}  // namespace zakonwatch
