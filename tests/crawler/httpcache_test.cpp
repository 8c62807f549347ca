// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "crawler/http_fetcher.h"
#include "crawler/message.h"
#include "crawler/revisit.h"
#include "tests/crawler/raw_server.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

using nlohmann::json;

constexpr std::time_t kNow = 1795329064;

// The suite writes dates as seconds from now.
std::string header_value(const json& value) {
  if (value.is_string()) return value;
  const std::time_t at = kNow + value.get<long>();
  char text[40];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&at));
  return text;
}

std::string head_of(const json& request, const std::string& status_line) {
  std::string head = status_line + "\r\n";
  if (request.contains("response_headers"))
    for (const auto& field : request["response_headers"]) {
      const std::string value = header_value(field[1]);
      head += field[0].get<std::string>() + ": " + value + "\r\n";
    }
  return head;
}

// The suite is for caches. Of its conditional and update304 groups we replay what a monitor shares with a
// cache: the validators of the stored answer go back octet by octet, whatever their syntax, and a 304 renews
// what it carries. Not ours: freshness (we ask whenever the schedule says so), answering other clients'
// conditions, Vary, and keeping other header fields of a stored response up to date.
TEST(HttpCache, ValidatorsGoBackAsTheyCameAnd304sRenewThem) {
  const std::string file = corpus_folder() + "/conformance/httpcache/cache_tests.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the corpus is not here";
  std::ifstream in(file);
  ManualClock clock{Instant{std::chrono::seconds{kNow}}};
  HttpFetcher::Options options;
  options.clock = &clock;
  HttpFetcher fetcher(options);
  int replayed = 0;
  std::vector<std::string> refused;
  for (const auto& group : json::parse(in)) {
    const std::string id = group["id"];
    if (id != "conditional-inm" && id != "conditional-lm" && id != "update304") continue;
    for (const auto& test : group["tests"]) {
      const std::string name = test["id"];
      const json& first = test["requests"][0];
      if (!first.contains("response_headers") || test["requests"].size() < 2) continue;
      const std::string stored = head_of(first, "HTTP/1.1 200 OK");
      const std::string renewed = head_of(test["requests"][1], "HTTP/1.1 304 Not Modified") + "\r\n";
      RawServer server([&](const auto& connection, const std::string& head) {
        if (head.find("If-") != std::string::npos) return connection.send(renewed);
        const std::string body(36, 'a');
        const bool sized = stored.find("Content-Length") != std::string::npos;
        return connection.send(stored + (sized ? "" : "Content-Length: 36\r\n") + "\r\n" + body);
      });
      FetchRequest request;
      request.url = server.url("/" + name);
      request.allow_private = true;
      const auto full = fetch_one(fetcher, request);
      if (!full) {
        refused.push_back(name);
        continue;
      }
      const Validators kept = validators_after({}, *full);
      if (kept.empty()) continue;
      request.validators = condition_for(kept, clock.now(), clock.now());
      const auto again = fetch_one(fetcher, request);
      ASSERT_TRUE(again) << name << ": " << again.error().sentence();
      EXPECT_TRUE(again->not_modified) << name;
      const Fields answered = Fields::parse(stored), asked = Fields::parse(server.heads().back()),
                   update = Fields::parse(renewed);
      EXPECT_EQ(asked.first("If-None-Match"), answered.first("ETag")) << name;
      EXPECT_EQ(asked.first("If-Modified-Since"), answered.first("Last-Modified")) << name;
      const Validators after = validators_after(kept, *again);
      EXPECT_EQ(after.etag, update.first("ETag").value_or(kept.etag)) << name;
      EXPECT_EQ(after.last_modified, update.first("Last-Modified").value_or(kept.last_modified)) << name;
      ++replayed;
    }
  }
  EXPECT_GE(replayed, 40);
  EXPECT_EQ(refused, std::vector<std::string>{"304-etag-update-response-Content-Encoding"})
      << "a content coding that nobody asked for is refused, also where its name is invented";
}

}  // namespace
}  // namespace zakonwatch
