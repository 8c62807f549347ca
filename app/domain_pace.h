// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <string>

#include "app/environment.h"
#include "store/outbox.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// How many letters one domain gets within an hour ([mail] per_domain): whoever writes much oftener to a large
// mail host is taken for a sender of spam, and then nobody there gets anything. What is over waits.
class DomainPace {
 public:
  DomainPace(Environment& environment, Subscribers& subscribers, Outbox& outbox);
  bool is_full(const std::string& domain);
  void wrote_to(const std::string& domain);

 private:
  std::deque<Instant>& hour_of(const std::string& domain);

  Environment& environment_;
  Subscribers& subscribers_;
  Outbox& outbox_;
  size_t most_;  // 0: any number
  std::map<std::string, std::deque<Instant>> hours_;
};

// "example.org" of "reader@Example.org".
std::string domain_of(const std::string& address);

}  // namespace zakonwatch
