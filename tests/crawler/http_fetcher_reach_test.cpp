// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a fetcher may reach: private addresses, other hosts, proxies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/crawler/fetching.h"

namespace zakonwatch {
namespace {

using testing::HasSubstr;

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
