// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include "crawler/http_fetcher.h"
#include "tests/crawler/raw_server.h"

// One fetcher and what it is asked, for the tests of fetching: an answer, a visit, whom it may reach.
namespace zakonwatch {

using namespace std::chrono_literals;

inline const std::string kPage = "<html><body><h1>Кримінальний кодекс</h1><p>Стаття 309.</p></body></html>";

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

inline RawServer::Answer always(std::string response, bool keep = true) {
  return [response = std::move(response), keep](const auto& connection, const auto&) {
    return connection.send(response) && keep;
  };
}

}  // namespace zakonwatch
