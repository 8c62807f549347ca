// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server.h"

#include <microhttpd.h>
#include <unistd.h>

#include <exception>
#include <utility>

#include "base/fault.h"
#include "base/log.h"
#include "web/listener.h"

namespace zakonwatch {
namespace {

constexpr unsigned kConnections = 64;
constexpr unsigned kSeconds = 10;               // of silence, then the connection is closed
constexpr size_t kConnectionMemory = 16 << 10;  // also bounds the headers
constexpr size_t kLongestBody = 64 << 10;

// One request while its body still comes.
struct Incoming {
  bool sound = true, started = false;
  size_t body = 0;
};

// The address as it was sent: behind an escaped NUL the library's own copy ends, and what is left of it might
// be a page that nobody asked for.
void* begin(void*, const char* uri, MHD_Connection*) {
  return new Incoming{.sound = std::string_view(uri).find("%00") == std::string_view::npos};
}

const WebReply kBadRequest{.status = 400, .body = "Bad request\n", .type = "text/plain; charset=utf-8"};

void send(MHD_Connection* connection, const WebReply& reply) {
  std::string body = reply.body;
  MHD_Response* response = MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_MUST_COPY);
  const auto header = [&](const char* name, const char* value) {
    MHD_add_response_header(response, name, value);
  };
  if (reply.status != 304) header("Content-Type", reply.type.c_str());
  header("Cache-Control", reply.etag.empty() ? "no-store" : "no-cache");
  if (!reply.etag.empty()) header("ETag", reply.etag.c_str());
  header("Referrer-Policy", "no-referrer");  // the address of the page is the token
  header("X-Content-Type-Options", "nosniff");
  header("X-Robots-Tag", "noindex");
  header("Cross-Origin-Opener-Policy", "same-origin");
  header("Cross-Origin-Resource-Policy", "same-origin");
  header("Content-Security-Policy",
         "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
         "frame-ancestors 'none'");
  if (reply.status == 405) header("Allow", "GET, HEAD, POST");
  MHD_queue_response(connection, static_cast<unsigned>(reply.status), response);
  MHD_destroy_response(response);
}

std::string header_of(MHD_Connection* connection, const char* name) {
  const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value == nullptr ? "" : value;
}

WebRequest request_of(MHD_Connection* connection, const char* method, const char* path) {
  return {.method = method,
          .path = path,
          .language = header_of(connection, MHD_HTTP_HEADER_ACCEPT_LANGUAGE),
          .host = header_of(connection, MHD_HTTP_HEADER_HOST),
          .origin = header_of(connection, "Origin"),
          .fetch_site = header_of(connection, "Sec-Fetch-Site"),
          .if_none_match = header_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH)};
}

WebReply answer(const WebServer::Handler& handler, const WebRequest& request) noexcept {
  try {  // the C library above knows no exceptions
    return handler(request);
  } catch (const std::exception& error) {
    log::error("web: {}", error.what());
    return {.status = 500, .body = "Internal error\n", .type = "text/plain; charset=utf-8"};
  }
}

MHD_Result take(void* user, MHD_Connection* connection, const char* path, const char* method, const char*,
                const char*, size_t* size, void** state) {
  auto& incoming = *static_cast<Incoming*>(*state);
  if (!std::exchange(incoming.started, true)) return MHD_YES;
  if (*size > 0) {
    incoming.body += *size;
    *size = 0;
    return incoming.body > kLongestBody ? MHD_NO : MHD_YES;
  }
  const auto& handler = *static_cast<const WebServer::Handler*>(user);
  send(connection, incoming.sound ? answer(handler, request_of(connection, method, path)) : kBadRequest);
  return MHD_YES;
}

void finish(void*, MHD_Connection*, void** state, MHD_RequestTerminationCode) {
  delete static_cast<Incoming*>(*state);
  *state = nullptr;
}

}  // namespace

struct WebServer::Running {
  Handler handler;
  MHD_Daemon* daemon = nullptr;
};

WebServer::WebServer(const std::string& listen, Handler handler)
    : running_(std::make_unique<Running>(Running{std::move(handler)})) {
  const int listener = listen_locally(listen);
  running_->daemon =
      MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, nullptr, nullptr, &take, &running_->handler,
                       MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_NOTIFY_COMPLETED, &finish, nullptr,
                       MHD_OPTION_URI_LOG_CALLBACK, &begin, nullptr, MHD_OPTION_CONNECTION_LIMIT,
                       kConnections, MHD_OPTION_CONNECTION_TIMEOUT, kSeconds,
                       MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory, MHD_OPTION_END);
  if (running_->daemon != nullptr) return;
  ::close(listener);
  throw Fault(ErrorKind::config, "the web side cannot be started on " + listen);
}

WebServer::~WebServer() { MHD_stop_daemon(running_->daemon); }

}  // namespace zakonwatch
