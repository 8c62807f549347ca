// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "crawler/fetcher.h"

namespace zakonwatch {

// curl_multi, HTTP/1.1 with keep-alive: with one connection and a delay per host HTTP/2 gains nothing, and it
// has no bytes "as received". libcurl's transfer and content decoding are off; decode.h does both.
class HttpFetcher final : public Fetcher {
 public:
  struct Options {
    std::map<std::string, std::string> connect_to;  // "likumi.lv:443" -> "127.0.0.1:8443": twins
    std::string ca_file;                            // extra CA for connect_to targets
    const Clock* clock = nullptr;                   // required
  };
  explicit HttpFetcher(Options options);
  ~HttpFetcher() override;

  void start(FetchRequest request, Done done) override;
  void drive(std::chrono::milliseconds wait) override;
  size_t under_way() const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zakonwatch
