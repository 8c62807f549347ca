// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guard.h"

#include "base/text.h"

namespace zakonwatch {
namespace {

// "https://watch.example.org" of "https://watch.example.org/zakonwatch/".
std::string origin_of(const std::string& url) {
  const size_t scheme = url.find("://");
  return to_lower(url.substr(0, scheme == std::string::npos ? scheme : url.find('/', scheme + 3)));
}

std::string without_port(const std::string& host) {
  const size_t colon = host.rfind(':');
  const bool is_port = colon != std::string::npos && host.find(']', colon) == std::string::npos;
  return to_lower(is_port ? host.substr(0, colon) : host);
}

bool is_our_host(const std::string& host, const std::string& base_url) {
  const std::string name = without_port(host), origin = origin_of(base_url);
  const size_t scheme = origin.find("://");
  const std::string ours = without_port(scheme == std::string::npos ? origin : origin.substr(scheme + 3));
  return name.empty() || name == ours || name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

}  // namespace

bool is_meant_for_us(const WebRequest& request, const std::string& base_url) {
  if (!is_our_host(request.host, base_url)) return false;
  if (request.method != "POST") return true;
  // Our pages send no referrer, so that a browser names their origin "null"; Sec-Fetch-Site tells it then.
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin" && request.fetch_site != "none")
    return false;
  return request.origin.empty() || request.origin == "null" ||
         to_lower(request.origin) == origin_of(base_url);
}

}  // namespace zakonwatch
