// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listed.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

namespace zakonwatch {
namespace {

// "dd-dd-dddd" style shapes: 'd' is a digit, 's' a separator of dates.
bool shaped(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (size_t i = 0; i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool separator = text[i] == '-' || text[i] == '/' || text[i] == '.';
    if (shape[i] == 'd' ? !digit : !separator) return false;
  }
  return text.size() == shape.size() || text[shape.size()] < '0' || text[shape.size()] > '9';
}

std::optional<Date> iso(std::string_view year, std::string_view month, std::string_view day) {
  return parse_iso_date(fmt::format("{}-{}-{}", year, month, day));
}

std::optional<Date> date_at(std::string_view text) {
  if (shaped(text, "ddddsddsdd")) return iso(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
  if (shaped(text, "ddsddsdddd")) return iso(text.substr(6, 4), text.substr(3, 2), text.substr(0, 2));
  if (shaped(text, "dddddddd")) return iso(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  return {};
}

std::string missing(std::string_view what) {
  return fmt::format(
      "no item of the list has a {}: the site may have been redesigned; compare the page with "
      "[source.discover]",
      what);
}

}  // namespace

std::optional<Date> date_in_digits(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') continue;
    if (auto date = date_at(text.substr(at))) return date;
  }
  return {};
}

std::vector<Edition> due_editions(const Listing& listing, Date today) {
  std::vector<Edition> dated;
  for (const ListedDocument& one : listing.documents)
    if (auto date = date_in_digits(one.date)) dated.push_back({one.url, date, one.amended_by});
  if (dated.empty())
    return listing.documents.empty()
               ? std::vector<Edition>()
               : std::vector<Edition>{
                     {listing.documents.front().url, {}, listing.documents.front().amended_by}};
  std::stable_sort(dated.begin(), dated.end(),
                   [](const Edition& a, const Edition& b) { return *a.date < *b.date; });
  const auto future =
      std::find_if(dated.begin(), dated.end(), [&](const Edition& e) { return *e.date > today; });
  dated.erase(dated.begin(), future == dated.begin() ? future : future - 1);
  return dated;
}

std::optional<std::string> list_problem(const Discovery& rules, const Listing& listing, bool first_page) {
  if (listing.documents.empty()) {
    if (!first_page || !listing.lists.empty() || rules.may_be_empty || !rules.only.empty()) return {};
    return "the list has no items where the source file looks for them: empty, or the site was redesigned; "
           "compare the page with [source.discover]";
  }
  using Slot = std::string ListedDocument::*;
  const std::tuple<const std::string*, Slot, const char*> declared[] = {
      {&rules.key, &ListedDocument::key, "key"},
      {&rules.title, &ListedDocument::title, "title"},
      {&rules.date, &ListedDocument::date, "date"}};
  for (const auto& [selector, slot, name] : declared)
    if (!selector->empty() &&
        std::all_of(listing.documents.begin(), listing.documents.end(),
                    [slot = slot](const ListedDocument& one) { return (one.*slot).empty(); }))
      return missing(name);
  return {};
}

}  // namespace zakonwatch
