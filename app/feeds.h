// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "app/environment.h"
#include "store/record.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// "en/all.atom", "ru/country/ua.json", "en/topic/possession.atom", "en/subscription/TOKEN.atom".
struct FeedAddress {
  std::string language, scope, key;  // scope: all | country | topic | subscription; key empty for all
  bool json = false;
  std::string path() const;
};
std::optional<FeedAddress> feed_address(std::string_view path);

// The part of a subscription's feed address that cannot be guessed.
std::string feed_token(Subscribers& subscribers, const Subscription& subscription);

// Changes as Atom (RFC 4287) and JSON Feed: the newest of the last ninety days, a hundred at most. A
// subscription's feed has an address that cannot be guessed, and says nothing of the person.
class Feeds {
 public:
  Feeds(Environment& environment, Record& record, Subscribers& subscribers)
      : environment_(environment), record_(record), subscribers_(subscribers) {}
  // Nothing where there is no such country, topic or subscription.
  std::optional<std::string> render(const FeedAddress& address);
  // Every feed but those of subscriptions as files, for a web server that knows only files. Returns how many.
  int write_all(const std::filesystem::path& folder);

 private:
  std::optional<Filter> filter_of(const FeedAddress& address, std::string& title);
  std::optional<Subscription> subscription(const std::string& token);

  Environment& environment_;
  Record& record_;
  Subscribers& subscribers_;
};

}  // namespace zakonwatch
