// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace zakonwatch {

struct WebRequest {
  std::string method, path, language;                   // language: the Accept-Language header
  std::string host, origin, fetch_site, if_none_match;  // headers as sent; empty where missing
};

struct WebReply {
  int status = 200;
  std::string body;
  std::string type = "text/html; charset=utf-8";
  std::string etag;  // quoted; empty: the answer is not to be kept
};

// HTTP on loopback or on a Unix socket, in one thread of its own; requests are answered one after another. A
// request's body is read and thrown away: no page takes one. What the handler throws becomes a bare 500.
class WebServer {
 public:
  using Handler = std::function<WebReply(const WebRequest&)>;
  // `listen` is "127.0.0.1:8321", "[::1]:8321" or "unix:/run/zakonwatch/web.sock"; any other address, and
  // one that is taken, is a Fault of kind config.
  WebServer(const std::string& listen, Handler handler);
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;
  ~WebServer();

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace zakonwatch
