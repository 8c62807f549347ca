// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "base/url.h"
#include "crawler/fetcher.h"

namespace zakonwatch {

// A fetcher that counts requests by origin and lets its owner do something between transfers.
class WatchedFetcher final : public Fetcher {
 public:
  WatchedFetcher(Fetcher& inner, std::function<void()> tick) : inner_(inner), tick_(std::move(tick)) {}
  void start(FetchRequest request, Done done) override {
    if (const auto url = parse_url(request.url)) ++visits_[url->origin()];
    inner_.start(std::move(request), std::move(done));
  }
  void drive(std::chrono::milliseconds wait) override {
    inner_.drive(wait);
    tick_();
  }
  size_t under_way() const override { return inner_.under_way(); }
  std::map<std::string, int64_t> take_visits() { return std::exchange(visits_, {}); }

 private:
  Fetcher& inner_;
  std::function<void()> tick_;
  std::map<std::string, int64_t> visits_;
};

}  // namespace zakonwatch
