// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/facets.h"

#include "base/text.h"
#include "index/fields.h"

namespace zakonwatch {

void FacetSpy::operator()(const Xapian::Document& document, double) {
  if (std::string country = document.get_value(fields::kCountrySlot); !country.empty()) ++countries_[country];
  const std::string topics = document.get_value(fields::kTopicsSlot);
  for (std::string_view topic : lines(topics))
    if (!topic.empty()) ++topics_[std::string(topic)];
}

std::map<std::string, std::map<std::string, size_t>> FacetSpy::facets() const {
  return {{"country", {countries_.begin(), countries_.end()}}, {"topic", {topics_.begin(), topics_.end()}}};
}

}  // namespace zakonwatch
