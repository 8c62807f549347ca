// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/http_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "crawler/plausibility.h"
#include "tests/crawler/gzip.h"
#include "tests/crawler/raw_server.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::string kPage = "<html><body><h1>Кримінальний кодекс</h1><p>Стаття 309.</p></body></html>";

class HttpFetcherTest : public testing::Test {
 protected:
  static FetchRequest request(const std::string& url) {
    FetchRequest out;
    out.url = url;
    out.user_agent = "Mozilla/5.0 (compatible)";
    out.allow_private = true;
    out.limits.connect = 5s;
    out.limits.total = 20s;
    return out;
  }
  Result<FetchOutcome> fetch(FetchRequest what) { return fetch_one(fetcher_, std::move(what)); }
  Result<FetchOutcome> fetch(const std::string& url) { return fetch(request(url)); }

  ManualClock clock_{*parse_rfc3339("2026-11-22T06:31:04Z")};
  HttpFetcher fetcher_{[this] {
    HttpFetcher::Options options;
    options.clock = &clock_;
    return options;
  }()};
};

RawServer::Answer always(std::string response, bool keep = true) {
  return [response = std::move(response), keep](const auto& connection, const auto&) {
    return connection.send(response) && keep;
  };
}

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

// F7
TEST_F(HttpFetcherTest, RedirectsAreFollowedAndRecorded) {
  RawServer server([](const auto& connection, const auto& head) {
    if (head.starts_with("GET /old"))
      return connection.send(
          "HTTP/1.1 301 Moved\r\nLocation: ./new?x=%20y#part\r\nContent-Length: 3\r\n\r\nold");
    return connection.send(ok_response(kPage));
  });
  const auto outcome = fetch(server.url("/old"));
  ASSERT_TRUE(outcome) << outcome.error().sentence();
  EXPECT_EQ(outcome->url, server.url("/new?x=%20y"));
  EXPECT_THAT(outcome->redirects, testing::ElementsAre(server.url("/old")));
  EXPECT_EQ(outcome->body, kPage);
}

TEST_F(HttpFetcherTest, RedirectsThatAreRefused) {
  std::string target;
  RawServer server([&](const auto& connection, const auto&) {
    return connection.send("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
  });
  // The server itself is reached as a twin is; what it leads to is not.
  HttpFetcher::Options options;
  options.clock = &clock_;
  options.connect_to = {{"law.example.org:80", "127.0.0.1:" + std::to_string(server.port())}};
  HttpFetcher fetcher(options);
  for (const char* to :
       {"/loop", "file:///etc/passwd", "gopher://law.example.org/", "ftp://law.example.org/x",
        "dict://127.0.0.1:2628/", "http://127.0.0.1/", "http://127.0.0.1:22/", "http://localhost/",
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/", "http://[::1]/",
        "http://0x7f000001/", "http://10.1.2.3/", "http://[fd00::1]/", "http://user:secret@law.example.org/",
        "http://2130706433/", "http://law.example.org:6379/"}) {
    target = to;
    FetchRequest what = request("http://law.example.org/act");
    what.allow_private = false;
    what.limits.connect = 2s;
    const auto outcome = fetch_one(fetcher, what);
    ASSERT_FALSE(outcome) << to;
    EXPECT_EQ(outcome.error().kind, ErrorKind::network) << outcome.error().sentence();
  }
}

TEST_F(HttpFetcherTest, AtMostFiveRedirects) {
  RawServer server([](const auto& connection, const auto& head) {
    const int n = head[5] - '0';
    if (n == 0) return connection.send(ok_response(kPage));
    return connection.send("HTTP/1.1 307 Go on\r\nLocation: /" + std::to_string(n - 1) +
                           "\r\nContent-Length: 0\r\n\r\n");
  });
  EXPECT_TRUE(fetch(server.url("/5")));
  const auto outcome = fetch(server.url("/6"));
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().sentence(), HasSubstr("more than 5 redirects"));
}

TEST_F(HttpFetcherTest, WhoAsksMayForbidARedirect) {
  RawServer server(always("HTTP/1.1 302 Found\r\nLocation: /private/act\r\nContent-Length: 0\r\n\r\n"));
  FetchRequest what = request(server.url());
  what.may_follow = [](const std::string& to) -> Result<void> {
    return fail(ErrorKind::robots_denied, "not " + to);
  };
  const auto outcome = fetch(what);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::robots_denied);
}

TEST_F(HttpFetcherTest, AFormBecomesAGetAfterARedirectAndKeysStayHome) {
  RawServer other(always(ok_response(kPage)));
  std::string to = "http://localhost:" + std::to_string(other.port()) + "/next";
  RawServer server([&](const auto& connection, const auto&) {
    return connection.send("HTTP/1.1 303 See Other\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n"),
           false;
  });
  FetchRequest what = request(server.url());
  what.method = "POST";
  what.body = "q=narkotik";
  what.headers = {{"X-Key", "secret"}};
  ASSERT_TRUE(fetch(what));
  EXPECT_THAT(server.heads().at(0), HasSubstr("X-Key: secret"));
  EXPECT_TRUE(other.heads().at(0).starts_with("GET /next"));
  EXPECT_THAT(other.heads().at(0), testing::Not(HasSubstr("X-Key")));
}

TEST_F(HttpFetcherTest, CookiesLiveForOneVisit) {
  RawServer server([](const auto& connection, const auto& head) {
    if (head.find("Cookie: pass=1") != std::string::npos) return connection.send(ok_response(kPage));
    return connection.send(
        "HTTP/1.1 302 Found\r\nSet-Cookie: pass=1\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
  });
  ASSERT_TRUE(fetch(server.url()));
  ASSERT_TRUE(fetch(server.url()));
  ASSERT_EQ(server.heads().size(), 4u);
  EXPECT_THAT(server.heads().at(2), testing::Not(HasSubstr("Cookie")));
}

TEST_F(HttpFetcherTest, AJarOutlivesAVisitAndDoesNotGrowForEver) {
  int asked = 0;
  RawServer server([&](const auto& connection, const auto&) {
    std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
    for (int i = 0; i < 40; ++i) head += "Set-Cookie: c" + std::to_string(asked++) + "=1\r\n";
    return connection.send(head + "\r\n");
  });
  FetchRequest what = request(server.url());
  what.cookies = std::make_shared<CookieJar>();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(fetch(what));
  EXPECT_THAT(server.heads().at(1), HasSubstr("c39=1"));
  EXPECT_LE(what.cookies->size(), 100u);
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

// F8: a name that leads to a private address is refused where the socket is opened, whatever was resolved
// before
TEST_F(HttpFetcherTest, PrivateAddressesAreRefusedAtTheSocket) {
  RawServer server(always(ok_response(kPage)));
  for (const std::string& host : {std::string("127.0.0.1"), std::string("localhost")}) {
    FetchRequest what = request("http://" + host + ":" + std::to_string(server.port()) + "/");
    what.allow_private = false;
    const auto outcome = fetch(what);
    ASSERT_FALSE(outcome);
    EXPECT_THAT(outcome.error().sentence(), HasSubstr("private"));
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(HttpFetcherTest, AConnectionOpenedForAPrivateSourceServesNoOther) {
  RawServer server(always(ok_response(kPage)));
  ASSERT_TRUE(fetch(server.url()));
  FetchRequest what = request(server.url());
  what.allow_private = false;
  EXPECT_FALSE(fetch(what));
  EXPECT_EQ(server.heads().size(), 1u);
}

TEST_F(HttpFetcherTest, ConnectToSendsOneHostElsewhere) {
  RawServer server(always(ok_response(kPage)));
  HttpFetcher::Options options;
  options.clock = &clock_;
  options.connect_to = {{"likumi.lv:80", "127.0.0.1:" + std::to_string(server.port())}};
  HttpFetcher fetcher(options);
  FetchRequest what = request("http://likumi.lv/body_print.php?id=88966");
  what.allow_private = false;
  const auto outcome = fetch_one(fetcher, what);
  ASSERT_TRUE(outcome) << outcome.error().sentence();
  EXPECT_EQ(outcome->url, "http://likumi.lv/body_print.php?id=88966");
  EXPECT_THAT(server.heads().at(0), HasSubstr("Host: likumi.lv\r\n"));
}

// F14
TEST_F(HttpFetcherTest, NoDirectConnectionWhenTheProxyIsDown) {
  RawServer origin(always(ok_response(kPage)));
  for (const char* scheme : {"socks5h://", "http://"}) {
    FetchRequest what = request(origin.url());
    what.proxy = scheme + std::string("127.0.0.1:") + std::to_string(closed_port());
    const auto outcome = fetch(what);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::network);
  }
  FetchRequest leaky = request(origin.url());
  leaky.proxy = "socks5://127.0.0.1:9050";
  ASSERT_FALSE(fetch(leaky));
  EXPECT_EQ(origin.connections(), 0);
}

TEST_F(HttpFetcherTest, TheProxyIsUsedEvenIfTheEnvironmentSaysOtherwise) {
  RawServer proxy(always(ok_response("through the proxy")));
  RawServer origin(always(ok_response(kPage)));
  ::setenv("no_proxy", "*", 1);
  FetchRequest what = request(origin.url());
  what.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
  const auto outcome = fetch(what);
  ::unsetenv("no_proxy");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->body, "through the proxy");
  EXPECT_EQ(origin.connections(), 0);
  EXPECT_EQ(outcome->ip, "");
}

TEST_F(HttpFetcherTest, AProxyOfTheEnvironmentIsIgnored) {
  RawServer proxy(always(ok_response("through the proxy")));
  RawServer origin(always(ok_response(kPage)));
  const std::string address = "http://127.0.0.1:" + std::to_string(proxy.port());
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::setenv(name, address.c_str(), 1);
  const auto outcome = fetch(origin.url());
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->body, kPage);
  EXPECT_EQ(proxy.connections(), 0);
}

TEST_F(HttpFetcherTest, PrivateNamesAreRefusedBehindAProxyToo) {
  RawServer proxy(always(ok_response("through the proxy")));
  for (const char* url : {"http://10.0.0.1/", "http://localhost/", "http://[::1]/", "http://intranet/",
                          "http://printer.local/"}) {
    FetchRequest what = request(url);
    what.allow_private = false;
    what.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    EXPECT_FALSE(fetch(what)) << url;
  }
  EXPECT_EQ(proxy.connections(), 0);
}

}  // namespace
}  // namespace zakonwatch
