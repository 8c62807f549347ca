// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/own_links.h"

#include <fmt/format.h>

#include <string_view>
#include <unordered_set>

#include "base/url.h"

namespace zakonwatch {
namespace {

// Footnotes, tabs and menus that a script fills are a handful; the contents of an act are dozens.
constexpr size_t kFewLinks = 50;

struct OwnPlaces : pugi::xml_tree_walker {
  std::unordered_set<std::string_view> names;   // what the page holds
  std::unordered_set<std::string_view> wanted;  // what its links lead to, as written

  bool for_each(pugi::xml_node& node) override {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name(), value = attribute.value();
      if (name == "id" || name == "name") names.insert(value);
      if (name == "href" && value.size() > 1 && value.front() == '#') wanted.insert(value.substr(1));
    }
    return true;
  }
};

}  // namespace

std::string doubt_of_own_links(pugi::xml_node root) {
  OwnPlaces places;
  root.traverse(places);
  if (places.wanted.size() < kFewLinks) return {};
  size_t missing = 0;
  for (const std::string_view place : places.wanted)
    if (!places.names.contains(place) && !places.names.contains(percent_decode(place))) ++missing;
  if (missing * 2 <= places.wanted.size()) return {};
  return fmt::format(
      "the page is only a part of its act: {} of the {} places that its own links name are not on it",
      missing, places.wanted.size());
}

}  // namespace zakonwatch
