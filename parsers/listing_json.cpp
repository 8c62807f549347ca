// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/listing_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/url.h"
#include "parsers/block.h"

namespace zakonwatch {
namespace {

using nlohmann::json;

// "/field" or "field" of an item; numbers as they are printed.
std::string plain_field(const json& item, const std::string& name) {
  const json::json_pointer where(name.front() == '/' ? name : "/" + name);
  if (!item.contains(where)) return {};
  const json& value = item.at(where);
  if (value.is_string()) return plain_text(value.get<std::string>());
  return value.is_number() ? value.dump() : std::string();
}

// A template ("https://example.org/laws/show/{nreg}") is filled from the item's own fields.
std::string field(const json& item, const std::string& name) {
  if (name.empty() || name.find('{') == std::string::npos)
    return name.empty() ? std::string() : plain_field(item, name);
  std::string out;
  for (size_t at = 0; at < name.size();) {
    const size_t open = name.find('{', at), close = open == std::string::npos ? open : name.find('}', open);
    out += name.substr(at, open - at);
    if (close == std::string::npos || close == open + 1) break;
    const std::string_view hole = std::string_view(name).substr(open + 1, close - open - 1);
    const bool encoded = hole.ends_with(":encoded");
    const std::string value = plain_field(item, std::string(hole.substr(0, hole.size() - (encoded ? 8 : 0))));
    out += encoded ? percent_encode(value) : value;
    at = close + 1;
  }
  return out;
}

struct Names {
  std::string item, link, title, date, key, next, amended_by;
};

Names names(const Discovery& rules, const json& root) {
  Names out{rules.item, rules.link, rules.title, rules.date, rules.key, rules.next, rules.amended_by};
  if (rules.kind == Discovery::Kind::feed && root.contains("version")) {
    if (out.item.empty()) out.item = "/items";
    if (out.link.empty()) out.link = "/url";
    if (out.title.empty()) out.title = "/title";
    if (out.date.empty()) out.date = "/date_published";
    if (out.next.empty()) out.next = "/next_url";
  }
  return out;
}

}  // namespace

Result<Listing> json_listing(std::string_view utf8, const Discovery& rules) {
  const json root = json::parse(utf8, nullptr, false);
  if (root.is_discarded()) return fail(ErrorKind::parse, "the listing is no JSON");
  Listing out;
  try {
    const Names at = names(rules, root);
    const json::json_pointer where(at.item);
    if (!root.contains(where))
      return fail(ErrorKind::parse, fmt::format("the listing has nothing at '{}'", at.item));
    const auto take = [&](const json& item) {
      out.documents.push_back({field(item, at.link), field(item, at.key), field(item, at.title),
                               field(item, at.date), field(item, at.amended_by)});
    };
    const json& items = root.at(where);
    if (items.is_object()) take(items);  // a list of one, told without the list
    if (items.is_array())
      for (const json& item : items) take(item);
    if (const std::string next = field(root, at.next); !next.empty()) out.next = next;
    if (!rules.cursor.empty()) out.cursor = plain_field(root, rules.cursor);
  } catch (const json::exception& problem) {
    return fail(ErrorKind::config, fmt::format("bad JSON pointer: {}", problem.what()));
  }
  return out;
}

}  // namespace zakonwatch
