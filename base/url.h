// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// An absolute http(s) address, taken apart by libcurl's parser (the one that will fetch it, so the host we
// check is the host we connect to).
struct Url {
  std::string scheme;    // "http" or "https", lower case
  std::string host;      // lower case, punycode where it was IDN
  int port = 0;          // explicit or the scheme's default
  std::string path;      // begins with '/'
  std::string query;     // without '?', may be empty
  std::string fragment;  // without '#'

  std::string to_string() const;   // canonical: default port and fragment left out
  std::string origin() const;      // scheme://host[:port]
  std::string host_port() const;   // host:port, port always present
  std::string path_query() const;  // what robots.txt rules and the request line speak of
};

// Anything but an absolute http(s) URL with a host is an error of kind parse. Credentials are refused.
Result<Url> parse_url(std::string_view text);
// A reference as found in a page, resolved against the page's address.
Result<Url> resolve_url(const Url& base, std::string_view reference);
std::string percent_encode(std::string_view text);  // everything but unreserved characters
std::string percent_decode(std::string_view text);  // malformed escapes stay as they are

}  // namespace zakonwatch
