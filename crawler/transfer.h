// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/curl.h"
#include "base/url.h"
#include "crawler/decode.h"
#include "crawler/fetcher.h"

namespace zakonwatch {

// One exchange on one libcurl handle: sets its options, catches what comes, counts every limit. It does not
// know of redirects nor of the multi handle. Not movable while libcurl holds its address.
class Transfer {
 public:
  struct Route {
    bool redirected_elsewhere = false;  // [crawler.connect_to] names this host and port
    std::string connect_to;             // "host:port:host:port" for libcurl; empty without
    std::string ca_file;                // extra CA; empty = the system's only
    bool same_host = true;              // false after a redirect to another host: no extra headers there
    std::chrono::milliseconds time_left{0};
    CookieJar cookies{};  // of the hops and visits before
  };

  Transfer(CurlHandle handle, const FetchRequest& request, const Url& url, Route route);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  CurlHandle& handle() { return handle_; }
  // The cookies that were sent and came, for whoever is asked next.
  CookieJar cookies() const;
  // Gives the handle up without its cookies, to be reset by whoever takes it.
  CurlHandle release();

  // What came of it, once libcurl says it is over. Url, redirects and times are the caller's to fill in.
  Result<FetchOutcome> finish(CURLcode code);

 private:
  void set_request();
  void set_headers();
  void set_security();
  void set_limits();
  void set_callbacks();
  bool proxied() const { return !request_.proxy.empty(); }
  bool may_connect(const sockaddr& address) const;
  bool stop(Error error);  // remembers the first reason; always false

  bool take_header(std::string_view line);
  bool take_body(std::string_view octets);
  Result<void> begin_body();
  Result<FetchOutcome> make_outcome();

  static size_t on_header(char* data, size_t size, size_t count, void* self) noexcept;
  static size_t on_body(char* data, size_t size, size_t count, void* self) noexcept;
  static int on_debug(CURL*, curl_infotype type, char* data, size_t size, void* self) noexcept;
  static curl_socket_t on_open_socket(void* self, curlsocktype, curl_sockaddr* address) noexcept;
  static int on_ready(void* self, char* ip, char*, int, int) noexcept;

  CurlHandle handle_;
  const FetchRequest& request_;
  Url url_;
  Route route_;
  CurlList headers_, connect_to_;
  char detail_[CURL_ERROR_SIZE] = "";

  std::string request_head_, response_head_, wire_body_;
  bool head_complete_ = false;
  size_t header_bytes_ = 0;
  int header_lines_ = 0;
  std::optional<BodyDecoder> decoder_;
  std::optional<Error> stopped_;
};

}  // namespace zakonwatch
