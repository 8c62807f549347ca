// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "store/subscriptions.h"

namespace zakonwatch {

// Who reads, and what they asked for: looked up once, and forgotten as soon as anybody has written to the
// file. Whoever ends a subscription while mail is queued gets none of it: refresh() before each letter.
class Readers {
 public:
  explicit Readers(Subscribers& subscribers) : subscribers_(subscribers) {}
  void refresh();
  // Null where there is none. Good until the next refresh().
  const Subscription* subscription(const SubscriptionId& id);
  const Subscriber* person(const std::string& id);
  const std::string& ending_token(const std::string& person);

 private:
  Subscribers& subscribers_;
  Subscribers::Stamp stamp_;
  std::unordered_map<std::string, std::optional<Subscription>> subscriptions_;
  std::unordered_map<std::string, std::optional<Subscriber>> people_;
  std::unordered_map<std::string, std::string> tokens_;
};

}  // namespace zakonwatch
