// SPDX-License-Identifier: GPL-3.0-or-later
// Several answers that belong together: redirects, cookies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawler/fetching.h"

namespace zakonwatch {
namespace {

using testing::HasSubstr;

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

}  // namespace
}  // namespace zakonwatch
