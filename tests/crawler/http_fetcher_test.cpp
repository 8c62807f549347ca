// SPDX-License-Identifier: GPL-3.0-or-later
// One answer: what came over the wire, and what may be wrong with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawler/plausibility.h"
#include "tests/crawler/fetching.h"
#include "tests/crawler/gzip.h"

namespace zakonwatch {
namespace {

using testing::HasSubstr;

TEST_F(HttpFetcherTest, KeepsWhatWentOverTheWire) {
  const std::string body = chunked(gzip(kPage), 20);
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=\"UTF-8\"\r\nETag: W/\"a b\"\r\nLast-Modified: "
      "Sun, 22 Nov 2026 06:00:00 GMT\r\n"
      "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
  RawServer server(always(head + body));
  const auto outcome = fetch(server.url("/laws/show/2341-14?lang=uk"));
  ASSERT_TRUE(outcome) << outcome.error().sentence();
  EXPECT_EQ(outcome->status, 200);
  EXPECT_EQ(outcome->response_head, head);
  EXPECT_EQ(outcome->wire_body, body);
  EXPECT_EQ(outcome->body, kPage);
  EXPECT_EQ(outcome->request_head, server.heads().at(0));
  EXPECT_EQ(outcome->validators.etag, "W/\"a b\"");
  EXPECT_EQ(outcome->validators.last_modified, "Sun, 22 Nov 2026 06:00:00 GMT");
  EXPECT_EQ(outcome->media_type, "text/html");
  EXPECT_EQ(outcome->charset, "utf-8");
  EXPECT_EQ(outcome->ip, "127.0.0.1");
  EXPECT_EQ(outcome->started, clock_.now());
  EXPECT_THAT(outcome->request_head, HasSubstr("GET /laws/show/2341-14?lang=uk HTTP/1.1\r\n"));
  EXPECT_THAT(outcome->request_head, HasSubstr("Accept-Encoding: gzip, br\r\n"));
}

TEST_F(HttpFetcherTest, OneConnectionServesRequestAfterRequest) {
  RawServer server(always(ok_response(kPage)));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(fetch(server.url("/" + std::to_string(i))));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpFetcherTest, SendsValidatorsBackUnchanged) {
  RawServer server(always("HTTP/1.1 304 Not Modified\r\nETag: \"new\"\r\n\r\n"));
  FetchRequest what = request(server.url());
  what.validators = {"\"odd \\ tag\"", "Thu, 01 Jan 1970 00:00:00 GMT"};
  const auto outcome = fetch(what);
  ASSERT_TRUE(outcome) << outcome.error().sentence();
  EXPECT_TRUE(outcome->not_modified);
  EXPECT_EQ(outcome->validators.etag, "\"new\"");
  EXPECT_THAT(server.heads().at(0), HasSubstr("If-None-Match: \"odd \\ tag\"\r\n"));
  EXPECT_THAT(server.heads().at(0), HasSubstr("If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n"));
}

// F12
TEST_F(HttpFetcherTest, NotModifiedWithoutAConditionIsAnError) {
  RawServer server(always("HTTP/1.1 304 Not Modified\r\n\r\n"));
  const auto outcome = fetch(server.url());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::http_status);
}

TEST_F(HttpFetcherTest, HeadersOfTheSourceAndBodiesAreSent) {
  RawServer server([](const auto& connection, const auto& head) {
    if (head.starts_with("POST")) {
      char body[11] = {};
      for (ssize_t n = 0; n < 10;) n += ::recv(connection.fd(), body + n, static_cast<size_t>(10 - n), 0);
      return connection.send(ok_response(body));
    }
    return connection.send(ok_response("?"));
  });
  FetchRequest what = request(server.url("/api"));
  what.method = "POST";
  what.body = R"({"page":1})";
  what.headers = {
      {"Content-Type", "application/json"}, {"Accept-Language", "ka"}, {"X-Evil", "a\r\nInjected: yes"}};
  const auto outcome = fetch(what);
  ASSERT_TRUE(outcome) << outcome.error().sentence();
  EXPECT_EQ(outcome->body, what.body);
  EXPECT_EQ(outcome->request_body, what.body);
  EXPECT_THAT(server.heads().at(0), HasSubstr("Content-Type: application/json\r\n"));
  EXPECT_THAT(server.heads().at(0), HasSubstr("Accept-Language: ka\r\n"));
  EXPECT_THAT(server.heads().at(0), testing::Not(HasSubstr("\r\nInjected")));
  EXPECT_THAT(server.heads().at(0), testing::Not(HasSubstr("Expect:")));
}

TEST_F(HttpFetcherTest, ManyAtOnce) {
  RawServer server(always(ok_response(kPage)));
  int done = 0;
  for (int i = 0; i < 30; ++i)
    fetcher_.start(request(server.url("/" + std::to_string(i))),
                   [&](auto outcome) { done += outcome.has_value(); });
  EXPECT_EQ(fetcher_.under_way(), 30u);
  while (fetcher_.under_way() > 0) fetcher_.drive(100ms);
  EXPECT_EQ(done, 30);
}

TEST_F(HttpFetcherTest, ADoneMayStartTheNext) {
  RawServer server(always(ok_response(kPage)));
  int left = 5;
  std::function<void(Result<FetchOutcome>)> next = [&](const Result<FetchOutcome>& outcome) {
    ASSERT_TRUE(outcome);
    if (--left > 0) fetcher_.start(request(server.url()), next);
  };
  fetcher_.start(request(server.url()), next);
  while (fetcher_.under_way() > 0) fetcher_.drive(100ms);
  EXPECT_EQ(left, 0);
}

TEST_F(HttpFetcherTest, AnAddressThatIsNoneFailsWithoutTheNetwork) {
  for (const char* url : {"", "ftp://example.org/x", "file:///etc/passwd", "http://user:pw@example.org/",
                          "javascript:alert(1)"}) {
    const auto outcome = fetch(url);
    ASSERT_FALSE(outcome) << url;
    EXPECT_EQ(outcome.error().kind, ErrorKind::parse) << url;
  }
}

// ---- The fault matrix
// ------------------------------------------------------------------------------------------

// F1
TEST_F(HttpFetcherTest, RefusedAndResetAndUnknownHostsAreNetworkErrors) {
  const auto refused = fetch("http://127.0.0.1:" + std::to_string(closed_port()) + "/");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::network);
  EXPECT_THAT(refused.error().sentence(), HasSubstr("http://127.0.0.1:"));

  RawServer server([](const auto& connection, const auto&) {
    const linger reset{1, 0};
    ::setsockopt(connection.fd(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    return false;
  });
  const auto reset = fetch(server.url());
  ASSERT_FALSE(reset);
  EXPECT_EQ(reset.error().kind, ErrorKind::network);

  const auto unknown = fetch("http://no-such-host.invalid/");
  ASSERT_FALSE(unknown);
  EXPECT_TRUE(unknown.error().kind == ErrorKind::network || unknown.error().kind == ErrorKind::timeout);
}

// F2
TEST_F(HttpFetcherTest, CutBodiesAreErrors) {
  const std::string gz = gzip(kPage);
  const std::string cases[] = {
      "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + kPage,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + kPage.substr(0, 0x40) + "\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n" + kPage,
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + gz.substr(0, gz.size() - 5),
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n" + gz.substr(0, 20),
  };
  for (const std::string& response : cases) {
    RawServer server(always(response, false));
    const auto outcome = fetch(server.url());
    ASSERT_FALSE(outcome) << response.substr(0, 120);
    EXPECT_EQ(outcome.error().kind, ErrorKind::network) << outcome.error().sentence();
  }
}

// F3, with the limit of time shortened
TEST_F(HttpFetcherTest, DripFedBodiesEndWhileOthersGoOn) {
  RawServer drip([](const auto& connection, const auto&) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (connection.send("x") && !connection.stopping()) connection.linger(100);
    return false;
  });
  RawServer good(always(ok_response(kPage)));
  FetchRequest slow = request(drip.url());
  slow.limits.low_speed_time = 2s;
  std::optional<Result<FetchOutcome>> slow_end;
  fetcher_.start(slow, [&](auto outcome) { slow_end = std::move(outcome); });
  EXPECT_TRUE(fetch(good.url()));
  EXPECT_FALSE(slow_end);
  while (fetcher_.under_way() > 0) fetcher_.drive(100ms);
  ASSERT_FALSE(*slow_end);
  EXPECT_EQ(slow_end->error().kind, ErrorKind::timeout);
}

TEST_F(HttpFetcherTest, TotalTimeCountsAcrossRedirects) {
  RawServer server([](const auto& connection, const auto& head) {
    connection.linger(400);
    const bool last = head.starts_with("GET /4");
    const char next = static_cast<char>(head[5] + 1);
    return connection.send(last ? ok_response(kPage)
                                : std::string("HTTP/1.1 302 Found\r\nLocation: /") + next +
                                      "\r\nContent-Length: 0\r\n\r\n");
  });
  FetchRequest what = request(server.url("/0"));
  what.limits.total = 1s;
  const auto outcome = fetch(what);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::timeout);
}

// F4
TEST_F(HttpFetcherTest, BombsEndAtTheLimit) {
  const std::string once = gzip(std::string(size_t{64} << 20, '\0'));
  const std::string twice = gzip(once);
  const auto with = [](const std::string& coding, const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  RawServer bomb(always(with("gzip", once)));
  const auto outcome = fetch(bomb.url());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::too_large);

  RawServer layered(always(with("gzip, gzip", twice)));
  const auto refused = fetch(layered.url());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::parse);
  EXPECT_THAT(refused.error().sentence(), HasSubstr("gzip, gzip"));

  RawServer endless([](const auto& connection, const auto&) {
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    while (!connection.stopping() && connection.send(chunk)) {
    }
    return false;
  });
  FetchRequest what = request(endless.url());
  what.limits.wire_bytes = 1 << 20;
  const auto stopped = fetch(what);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::too_large);
}

// F5
TEST_F(HttpFetcherTest, AHeaderThatLiesAboutTheCodingIsAnError) {
  RawServer server(always(ok_response(kPage, "Content-Encoding: gzip\r\n")));
  const auto outcome = fetch(server.url());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::parse);
  RawServer unknown(always(ok_response(kPage, "Content-Encoding: zstd\r\n")));
  EXPECT_FALSE(fetch(unknown.url()));
}

// F6
TEST_F(HttpFetcherTest, HeaderFloodsEnd) {
  const auto flood = [](std::string piece, int times) {
    return RawServer::Answer([piece = std::move(piece), times](const auto& connection, const auto&) {
      connection.send("HTTP/1.1 200 OK\r\n");
      for (int i = 0; i < times && !connection.stopping(); ++i)
        if (!connection.send(piece)) return false;
      return connection.send("Content-Length: 2\r\n\r\nok");
    });
  };
  RawServer long_line(flood("X-Long: " + std::string(300'000, 'a') + "\r\n", 1));
  RawServer many(flood("X-Many: 1\r\n", 5000));
  RawServer wide(flood("X-Wide: " + std::string(4000, 'a') + "\r\n", 30));
  for (const RawServer* server : {&long_line, &many, &wide}) {
    const auto outcome = fetch(server->url());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::too_large) << outcome.error().sentence();
  }
  RawServer endless([](const auto& connection, const auto&) {
    while (!connection.stopping() && connection.send("HTTP/1.1 102 Processing\r\n\r\n")) {
    }
    return false;
  });
  const auto outcome = fetch(endless.url());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::too_large) << outcome.error().sentence();
}

TEST_F(HttpFetcherTest, AnInterimResponseIsNotTheHead) {
  RawServer server(always("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + ok_response(kPage)));
  const auto outcome = fetch(server.url());
  ASSERT_TRUE(outcome) << outcome.error().sentence();
  EXPECT_TRUE(outcome->response_head.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(outcome->body, kPage);
}

TEST_F(HttpFetcherTest, AnswersThatAreNoHttpAreErrors) {
  for (const char* garbage : {"SSH-2.0-OpenSSH_9.2\r\n", "\r\n\r\n", "<html>no head</html>"}) {
    RawServer server(always(garbage, false));
    EXPECT_FALSE(fetch(server.url())) << garbage;
  }
}

TEST_F(HttpFetcherTest, ABodySaysWhatItIs) {
  RawServer server(always(ok_response(kPage)));
  const std::pair<const char*, const char*> bodies[] = {{" {\"a\":1}", "application/json"},
                                                        {"[1]", "application/json"},
                                                        {"<s:Envelope/>", "text/xml; charset=utf-8"},
                                                        {"a=1&b=2", "application/x-www-form-urlencoded"}};
  for (const auto& [body, type] : bodies) {
    FetchRequest what = request(server.url());
    what.method = "POST";
    what.body = body;
    fetch(what);
    EXPECT_THAT(server.heads().back(), HasSubstr(std::string("Content-Type: ") + type + "\r\n")) << body;
  }
}

}  // namespace
}  // namespace zakonwatch
