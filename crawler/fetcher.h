// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch {

// Exactly what the server sent last time, to be sent back unchanged (RFC 9110 section 13).
struct Validators {
  std::string etag;
  std::string last_modified;
  bool empty() const { return etag.empty() && last_modified.empty(); }
};

// Counted in callbacks: libcurl 7.88 enforces none of them on chunked or compressed bodies.
struct FetchLimits {
  std::chrono::seconds connect{15};
  std::chrono::seconds total{60};           // 300 for PDF
  int low_speed_bytes = 200;                // per second …
  std::chrono::seconds low_speed_time{30};  // … for so long
  size_t wire_bytes = size_t{16} << 20;
  size_t decoded_bytes = size_t{32} << 20;
  int ratio = 100;  // decoded over wire, after the first MiB
  size_t header_bytes = size_t{64} << 10;
  int header_lines = 200;
  int redirects = 5;  // http(s) only, never https to http
};

// What a site's cookies are while they last, one a line as libcurl writes them.
using CookieJar = std::vector<std::string>;

struct FetchRequest {
  std::string url;
  std::string method = "GET";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside those the fetcher sets itself
  std::shared_ptr<CookieJar> cookies;  // sent, and replaced by what came; without, they live for one visit
  Validators validators;
  std::string user_agent;
  std::string proxy;           // socks5h://… or http://…; when it is down there is no direct connection
  std::string ca_file;         // an extra CA for this host only
  std::string tls_min;         // "1.2" where empty; "1.0" where a site knows no better
  std::string tls_max;         // "1.2" where a site drops 1.3 hellos
  bool allow_private = false;  // loopback and private addresses are refused at socket time otherwise
  // Asked before a redirect is followed; an error ends the fetch with it. The crawl asks robots.txt here.
  std::function<Result<void>(const std::string& url)> may_follow;
  FetchLimits limits;
};

// One exchange as it went over the wire, plus what it means.
struct FetchOutcome {
  std::string url;                     // after redirects
  std::vector<std::string> redirects;  // addresses passed through
  int status = 0;
  bool not_modified = false;  // 304 to a conditional request
  std::string request_head;   // request line and headers as sent
  std::string request_body;   // of a POST
  std::string response_head;  // status line and headers as received
  std::string wire_body;      // octets as received, chunk framing and content coding included
  std::string body;           // de-chunked and decoded
  Validators validators;      // of this response
  std::string media_type;     // lower case, without parameters
  std::string charset;        // parameter of Content-Type
  std::string retry_after;    // as received
  std::string ip;
  std::string tls_issuer;
  Instant started{};
  std::chrono::milliseconds took{0};
  // Of a text that comes in pages: the answers as they came. The rest is the first one's, but for `body`,
  // which holds all of them (joined_pages).
  std::vector<FetchOutcome> parts;

  // Case-insensitive; the first where several.
  std::optional<std::string> header(std::string_view name) const;
};

// The world of HTTP in three verbs; tests hand in a fake. Not modified is an outcome, not an error; so is any
// final HTTP status. Errors are those of transport and limits.
class Fetcher {
 public:
  using Done = std::function<void(Result<FetchOutcome>)>;
  virtual ~Fetcher() = default;
  virtual void start(FetchRequest request, Done done) = 0;
  // Moves transfers on, calling `done`s on this thread; waits at most `wait` for something to happen.
  virtual void drive(std::chrono::milliseconds wait) = 0;
  virtual size_t under_way() const = 0;
};

// One request to its end.
Result<FetchOutcome> fetch_one(Fetcher& fetcher, FetchRequest request);

}  // namespace zakonwatch
