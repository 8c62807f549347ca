// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/url.h"
#include "crawler/fetcher.h"

namespace zakonwatch {

// A fetcher that counts requests by origin and lets its owner do something between transfers.
class WatchedFetcher final : public Fetcher {
 public:
  WatchedFetcher(Fetcher& inner, std::function<void()> tick) : inner_(inner), tick_(std::move(tick)) {}
  void start(FetchRequest request, Done done) override {
    ++visits_[std::string(site_of(request.url))];
    inner_.start(std::move(request), std::move(done));
  }
  void drive(std::chrono::milliseconds wait) override {
    inner_.drive(wait);
    tick_();
  }
  size_t under_way() const override { return inner_.under_way(); }
  std::map<std::string, int64_t> take_visits() {
    std::map<std::string, int64_t> by_origin;
    for (const auto& [site, visits] : std::exchange(visits_, {}))
      if (const auto url = parse_url(site)) by_origin[url->origin()] += visits;
    return by_origin;
  }

 private:
  // The address up to its path: taken apart in full when the visits are asked for, not at each of them.
  static std::string_view site_of(std::string_view url) {
    const size_t host = url.find("//");
    return url.substr(0, host == std::string_view::npos ? host : url.find_first_of("/\\?#", host + 2));
  }

  Fetcher& inner_;
  std::function<void()> tick_;
  std::map<std::string, int64_t> visits_;  // by site, as written
};

}  // namespace zakonwatch
