// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/source_request.h"

#include <algorithm>

#include "base/text.h"
#include "base/url.h"

namespace zakonwatch {
FetchRequest source_request(Environment& environment, const Source& source, const std::string& url) {
  FetchRequest request{
      .url = url,
      .user_agent = source.user_agent.empty() ? user_agent(environment.config()) : source.user_agent,
      .proxy = source.proxy,
      .ca_file = source.ca_file,
      .tls_min = source.tls_min,
      .tls_max = source.tls_max,
      .allow_private = source.allow_private};
  if (!source.languages.empty() && !source.headers.contains("Accept-Language"))
    request.headers.emplace_back("Accept-Language", source.languages.front());
  request.headers.insert(request.headers.end(), source.headers.begin(), source.headers.end());
  return request;
}

std::chrono::seconds source_delay(Environment& environment, const Source& source, const std::string& url) {
  const auto configured = environment.config().crawler.delay;
  if (source.allow_private) return configured;
  const auto& twins = environment.config().crawler.connect_to;
  if (!twins.empty())
    if (const auto parsed = parse_url(url); parsed && twins.contains(parsed->host_port())) return configured;
  return std::max(source.delay.value_or(configured), std::chrono::seconds(1));
}

std::string act_address(const std::string& with_hole, const std::string& key) {
  const std::string encoded = percent_encode(key);
  return replace_all(replace_all(with_hole, "{id:encoded}", encoded), "{id}",
                     replace_all(encoded, "%2F", "/"));
}

Discovery rules_for_act(const Discovery& discovery, const std::string& key) {
  Discovery rules = discovery;
  rules.link = replace_all(std::move(rules.link), "{act}", key);
  return rules;
}

}  // namespace zakonwatch
