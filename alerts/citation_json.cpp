// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "alerts/citation.h"
#include "alerts/render.h"
#include "alerts/wording.h"

namespace zakonwatch {
namespace {

nlohmann::ordered_json date_parts(Date date) {
  return {{"date-parts",
           {{static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
             static_cast<unsigned>(date.day())}}}};
}

Date date_of(Instant instant) { return Date(std::chrono::floor<std::chrono::days>(instant)); }

}  // namespace

std::string cite_csl_json(const DigestItem& item, const std::string& language) {
  nlohmann::ordered_json entry{{"id", item.change_id}, {"type", "legislation"}, {"title", item.act_title}};
  entry["number"] = item.act_id;
  entry["section"] = item.change.side().label;
  entry["jurisdiction"] = item.country_name;
  entry["language"] = item.language;
  if (const auto from = force_date(item)) entry["issued"] = date_parts(*from);
  entry["accessed"] = date_parts(date_of(item.new_fetched_at));
  entry["URL"] = item.official_url;
  entry["archive_location"] = item.archive_reference;
  entry["note"] = citation(item, language);
  return nlohmann::ordered_json::array({entry}).dump(2, ' ', false,
                                                     nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace zakonwatch
