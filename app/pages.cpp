// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

#include "alerts/page.h"
#include "app/feeds.h"
#include "app/point_in_time.h"
#include "base/content_hash.h"
#include "store/subscriptions.h"
#include "web/consent_pages.h"
#include "web/guard.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kFeedPath = "/feed/";

// What the server's one thread works with; data files are loaded per thread, nothing is shared.
class Pages {
 public:
  explicit Pages(Environment& environment)
      : environment_(environment.globals()),
        subscribers_(Subscribers::open(environment.state() / "subscribers.db")),
        record_(open_record_for_reading(environment_)) {}

  WebReply answer(const WebRequest& request) {
    if (!is_meant_for_us(request, environment_.config().web.base_url))
      return {.status = 403, .body = render_page({.title = "403", .paragraphs = {"Open the page itself."}})};
    return request.path.starts_with(kFeedPath) ? feed(request) : consent_page(*subscribers_, request);
  }

 private:
  WebReply feed(const WebRequest& request) {
    if (request.method != "GET" && request.method != "HEAD")
      return {.status = 405, .body = render_page({.title = "405", .paragraphs = {"A feed is read."}})};
    const auto where = feed_address(std::string_view(request.path).substr(kFeedPath.size()));
    auto text = where ? Feeds(environment_, *record_, *subscribers_).render(*where) : std::nullopt;
    if (!text)
      return {.status = 404, .body = render_page({.title = "404", .paragraphs = {"There is no such feed."}})};
    WebReply reply{
        .body = std::move(*text),
        .type = where->json ? "application/feed+json; charset=utf-8" : "application/atom+xml; charset=utf-8",
        .etag = ""};
    reply.etag = "\"" + sha256_hex(reply.body).substr(0, 32) + "\"";
    if (request.if_none_match == reply.etag) {
      reply.status = 304;
      reply.body.clear();
    }
    return reply;
  }

  Environment environment_;
  std::unique_ptr<Subscribers> subscribers_;
  std::unique_ptr<Record> record_;
};

}  // namespace

std::unique_ptr<WebServer> serve_pages(Environment& environment) {
  const Config::Web& web = environment.config().web;
  if (web.base_url.empty()) return {};
  const auto pages = std::make_shared<Pages>(environment);
  return std::make_unique<WebServer>(web.listen,
                                     [pages](const WebRequest& request) { return pages->answer(request); });
}

}  // namespace zakonwatch
