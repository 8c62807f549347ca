// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_request.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "crawler/gzip_member.h"

namespace zakonwatch {
namespace {

constexpr int kLongestLookBack = 366;  // days
constexpr int kDeepestSitemap = 3;
constexpr size_t kLargestList = size_t{64} << 20;

// 22.11.2026
std::string to_dotted(Date date) {
  const std::string iso = to_iso(date);
  return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        out += c;
    }
  return out;
}

// Within a string of JSON, whose quotes the rules write.
std::string json_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<int>(c));
    else
      out += c;
  }
  return out;
}

Date days_before(Date day, int days) { return std::chrono::sys_days(day) - std::chrono::days(days); }

using Escape = std::string (*)(std::string_view);

std::string as_is(std::string_view text) { return std::string(text); }

Escape escape_of_body(std::string_view body) {
  const std::string_view begin = trim(body);
  if (begin.starts_with('<')) return xml_escaped;
  return begin.starts_with('{') || begin.starts_with('[') ? json_escaped : percent_encode;
}

std::string filled(std::string text, const Discovery& rules, const ListCall& call, Date today,
                   Escape escape) {
  if (text.find('{') == std::string::npos) return text;
  const auto fill = [&](const char* hole, const std::string& value) {
    text = replace_all(std::move(text), hole, escape(value));
  };
  const auto fill_day = [&](const std::string& name, Date day) {
    fill(("{" + name + "}").c_str(), to_iso(day));
    fill(("{" + name + ":dmy}").c_str(), to_dotted(day));
  };
  fill_day("date", today);
  fill_day("from", call.from.value_or(today));
  fill_day("to", call.to.value_or(today));
  fill("{page}", std::to_string(call.page));
  fill("{offset}", std::to_string((call.page - 1) * rules.per_page));
  fill("{cursor}", call.cursor);
  fill("{token}", call.token);  // last: what it holds is no template
  return text;
}

void set_header(FetchRequest& request, const std::string& name, std::string value) {
  for (auto& [known, old] : request.headers)
    if (to_lower(known) == to_lower(name)) {
      old = std::move(value);
      return;
    }
  request.headers.emplace_back(name, std::move(value));
}

bool has_hole(const Discovery& rules, std::string_view hole) {
  return rules.url.find(hole) != std::string::npos || rules.body.find(hole) != std::string::npos;
}

}  // namespace

std::vector<ListCall> first_calls(const Discovery& rules, Date today, std::optional<Date> seen_until) {
  if (rules.window_days == 0) return {ListCall{.cursor = rules.first_cursor}};
  Date earliest = days_before(today, rules.back_days - 1);
  if (seen_until) earliest = std::min(earliest, *seen_until);
  earliest = std::max(earliest, days_before(today, kLongestLookBack));
  std::vector<ListCall> out;
  for (Date to = today; to >= earliest; to = days_before(to, rules.window_days)) {
    ListCall call{.cursor = rules.first_cursor};
    call.from = std::max(earliest, days_before(to, rules.window_days - 1));
    call.to = to;
    out.push_back(std::move(call));
  }
  return out;
}

std::vector<ListCall> following_calls(const Discovery& rules, const ListCall& call, const Listing& listing) {
  std::vector<ListCall> out;
  if (call.depth < kDeepestSitemap)
    for (const std::string& list : listing.lists) out.push_back({.depth = call.depth + 1, .url = list});
  if (call.page >= rules.pages) return out;
  ListCall next = call;
  ++next.page;
  if (listing.next) {
    next.url = *listing.next;
  } else if (!rules.cursor.empty()) {
    if (listing.cursor.empty() || listing.cursor == call.cursor) return out;
    next.cursor = listing.cursor;
  } else if (listing.documents.empty() || !(has_hole(rules, "{page}") || has_hole(rules, "{offset}"))) {
    return out;
  }
  out.push_back(std::move(next));
  return out;
}

void fill_request(FetchRequest& request, const Discovery& rules, const ListCall& call, Date today) {
  // An address that the list itself gave is no template.
  request.url = call.url.empty() ? filled(rules.url, rules, call, today, percent_encode) : call.url;
  for (const auto& [name, value] : rules.headers)
    set_header(request, name, filled(value, rules, call, today, as_is));
  if (rules.method == "GET") return;
  request.method = rules.method;
  request.body = filled(rules.body, rules, call, today, escape_of_body(rules.body));
}

void fill_token_request(FetchRequest& request, const TokenRule& rule) {
  request.url = rule.url;
  for (const auto& [name, value] : rule.headers) set_header(request, name, value);
  if (rule.body.empty()) return;
  request.method = "POST";
  request.body = rule.body;
}

Result<std::string> token_in(Parser& parser, const TokenRule& rule, const FetchOutcome& answer) {
  Discovery reading;  // the answer as a list of one item
  const bool json = rule.value.starts_with('/') && !rule.value.starts_with("//");
  reading.kind = json ? Discovery::Kind::api : Discovery::Kind::listing;
  reading.item = json ? "" : "/*";
  reading.link = json ? "/" : "'/'";
  reading.key = rule.value;
  const auto found = parser.listing({.bytes = answer.body,
                                     .media_type = answer.media_type,
                                     .charset = answer.charset,
                                     .charset_override = {},
                                     .url = answer.url,
                                     .discovery = &reading});
  if (!found) return fail(found.error());
  const std::string token =
      found->documents.empty() ? std::string() : std::string(trim(found->documents.front().key));
  // It goes into headers and addresses: what could break out of its line is no token.
  const bool sound = !token.empty() && token.size() <= 4096 &&
                     std::none_of(token.begin(), token.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (!sound)
    return fail(ErrorKind::suspicious,
                fmt::format("the answer has no token at '{}': compare it with `token` in [source.discover]",
                            rule.value));
  return token;
}

Result<std::string> unpacked_list(const FetchOutcome& outcome) {
  const std::string& body = outcome.body;
  if (!body.starts_with("\x1f\x8b")) return body;
  const ReadAt read = [&body](size_t offset, char* buffer, size_t size) {
    return offset < body.size() ? body.copy(buffer, size, offset) : size_t{0};
  };
  auto member = inflate_member(read, 0, kLargestList);
  if (!member) return fail(member.error());
  return std::move(member->bytes);
}

}  // namespace zakonwatch
