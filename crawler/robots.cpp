// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kReadAtMost = size_t{500} << 10;  // RFC 9309 section 2.5
constexpr double kDelayCap = 300;                  // seconds

bool same_nocase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_nocase(a, b);
}

std::string_view strip(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\v\f");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\v\f") - begin + 1);
}

// A byte-order mark, whole or cut short by a careless editor.
std::string_view without_bom(std::string_view text) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  size_t n = 0;
  while (n < kBom.size() && n < text.size() && text[n] == kBom[n]) ++n;
  return text.substr(n);
}

std::vector<std::string_view> robots_lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t end = text.find_first_of("\r\n");
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);  // CR LF leaves an empty line behind, which means nothing
  }
  return out;
}

enum class Key { user_agent, allow, disallow, crawl_delay, other };

struct Line {
  Key key = Key::other;
  std::string_view value;
};

Key key_of(std::string_view word) {
  // The misspellings that the reference parser accepts too: a site that wrote "dissallow" meant it.
  constexpr std::array kDisallow = {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"};
  constexpr std::array kAgent = {"user-agent", "useragent", "user agent"};
  const auto is = [&](const char* name) { return same_nocase(word, name); };
  if (std::any_of(kAgent.begin(), kAgent.end(), is)) return Key::user_agent;
  if (std::any_of(kDisallow.begin(), kDisallow.end(), is)) return Key::disallow;
  if (is("allow")) return Key::allow;
  if (is("crawl-delay") || is("crawldelay")) return Key::crawl_delay;
  return Key::other;
}

// "key: value # comment"; the colon may be forgotten where exactly two words stand on the line.
Line read_line(std::string_view raw) {
  const std::string_view text = strip(raw.substr(0, raw.find('#')));
  const size_t colon = text.find(':');
  if (colon != std::string_view::npos)
    return {key_of(strip(text.substr(0, colon))), strip(text.substr(colon + 1))};
  const size_t space = text.find_first_of(" \t");
  if (space == std::string_view::npos) return {};
  const std::string_view value = strip(text.substr(space));
  if (value.find_first_of(" \t") != std::string_view::npos) return {};
  return {key_of(text.substr(0, space)), value};
}

// The product token at the front of a User-agent line; "*" for everyone.
std::string agent_token(std::string_view value) {
  if (value == "*" || value.starts_with("* ") || value.starts_with("*\t")) return "*";
  size_t n = 0;
  while (n < value.size() &&
         ((value[n] | 0x20) >= 'a' && (value[n] | 0x20) <= 'z' ? true : value[n] == '-' || value[n] == '_'))
    ++n;
  return std::string(value.substr(0, n));
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
char upper(char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; }

// One form for comparison (RFC 9309 section 2.2.2): escapes in upper case, octets beyond ASCII escaped.
std::string normalised(std::string_view path, bool escape) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    const auto octet = static_cast<unsigned char>(path[i]);
    if (path[i] == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2])) {
      out += {'%', upper(path[i + 1]), upper(path[i + 2])};
      i += 2;
    } else if (octet >= 0x80 && escape) {
      out += {'%', kDigits[octet >> 4], kDigits[octet & 15]};
    } else {
      out += path[i];
    }
  }
  return out;
}

// A prefix match with '*' for any run and '$' for the end, going back to the last '*' only: no worse than
// O(pattern × path).
bool matches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  size_t p = 0, s = 0, star = std::string_view::npos, retry = 0;
  for (;;) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = s;
    } else if (p == pattern.size() && (!anchored || s == path.size())) {
      return true;
    } else if (p < pattern.size() && s < path.size() && pattern[p] == path[s]) {
      ++p, ++s;
    } else if (star != std::string_view::npos && retry < path.size()) {
      p = star + 1;
      s = ++retry;
    } else {
      return false;
    }
  }
}

std::optional<std::chrono::seconds> delay_value(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range)
    value = kDelayCap;
  else if (error != std::errc() || end != text.data() + text.size())
    return {};
  if (!(value >= 0)) return {};
  return std::chrono::seconds(static_cast<long>(std::ceil(std::min(value, kDelayCap))));
}

}  // namespace

Robots Robots::parse(std::string_view text) {
  Robots robots;
  bool in_rules = true;  // an agent line after a rule begins a new group; other lines separate nothing
  for (const std::string_view raw : robots_lines(without_bom(text.substr(0, kReadAtMost)))) {
    const auto [key, value] = read_line(raw);
    if (key == Key::user_agent) {
      if (in_rules) robots.groups_.emplace_back();
      in_rules = false;
      robots.groups_.back().agents.push_back(agent_token(value));
    } else if (!robots.groups_.empty()) {
      const bool is_rule = key == Key::allow || key == Key::disallow;
      if (is_rule) robots.take_rule(key == Key::allow, value);
      if (key == Key::crawl_delay) robots.take_delay(value);
      in_rules = in_rules || is_rule;
    }
  }
  return robots;
}

void Robots::take_rule(bool allow, std::string_view path) {
  if (!path.empty()) groups_.back().rules.push_back({allow, normalised(path, true)});
}

// Not of the RFC, so it separates no groups there; it is meant for the agents named so far and for no later
// ones.
void Robots::take_delay(std::string_view value) {
  const auto delay = delay_value(value);
  for (const std::string& agent : groups_.back().agents)
    if (delay) delays_.push_back({agent, *delay});
}

Robots Robots::allow_all() { return {}; }

Robots Robots::disallow_all() { return parse("User-agent: *\nDisallow: /"); }

Robots Robots::from_response(int status, std::string_view body) {
  if (status >= 200 && status < 300) return parse(body);
  return status >= 500 || status < 100 ? disallow_all() : allow_all();
}

std::string robots_path(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const size_t scheme = url.find("://");
  const size_t slashes = url.starts_with("//") ? 2 : 0;
  const size_t host = scheme == std::string_view::npos ? slashes : scheme + 3;
  const size_t path = url.find_first_of("/?;", host);
  if (path == std::string_view::npos) return "/";
  return (url[path] == '/' ? "" : "/") + std::string(url.substr(path));
}

std::vector<const Robots::Group*> Robots::groups_of(std::string_view agent) const {
  std::vector<const Group*> own, everyone;
  for (const Group& group : groups_) {
    const auto is_us = [&](const std::string& name) { return !name.empty() && same_nocase(name, agent); };
    if (std::any_of(group.agents.begin(), group.agents.end(), is_us)) own.push_back(&group);
    if (std::find(group.agents.begin(), group.agents.end(), "*") != group.agents.end())
      everyone.push_back(&group);
  }
  return own.empty() ? everyone : own;
}

bool Robots::allowed(std::string_view agent, std::string_view path_query) const {
  const std::string path = path_query.empty() ? "/" : normalised(path_query, false);
  size_t allow = 0, disallow = 0;  // lengths of the longest rules that match
  for (const Group* group : groups_of(agent))
    for (const Rule& rule : group->rules) {
      size_t& longest = rule.allow ? allow : disallow;
      if (rule.path.size() > longest && matches(rule.path, path)) longest = rule.path.size();
    }
  return allow >= disallow;
}

std::optional<std::chrono::seconds> Robots::crawl_delay(std::string_view agent) const {
  const auto longest_of = [&](std::string_view name) {
    std::optional<std::chrono::seconds> longest;
    for (const Delay& delay : delays_)
      if (same_nocase(delay.agent, name)) longest = std::max(longest, std::optional(delay.value));
    return longest;
  };
  const bool named = std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
    return std::any_of(group.agents.begin(), group.agents.end(),
                       [&](const std::string& name) { return same_nocase(name, agent); });
  });
  return longest_of(named ? agent : "*");
}

}  // namespace zakonwatch
