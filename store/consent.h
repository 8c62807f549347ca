// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// What people say to us themselves through links in their mail: yes, send it; no, stop. A token is opaque,
// stands in this file alone, and says nothing of the person.
class Consent {
 public:
  explicit Consent(Subscribers& subscribers) : subscribers_(subscribers) {}

  // The person is to be asked whether they want this; until they say so nothing else is sent.
  void ask(const SubscriptionId& subscription);
  struct Question {
    SubscriptionId subscription;
    std::string token;
    int attempts = 0;
  };
  std::vector<Question> questions_due(Instant now);
  void asked(const SubscriptionId& subscription);                    // once and no more
  void ask_later(const SubscriptionId& subscription, Instant when);  // the server said later

  bool knows_question(const std::string& token);
  bool confirm(const std::string& token);  // yes; saying it twice changes nothing. False: no such token.

  std::string ending_token(const std::string& subscriber);
  // No: every subscription of the person is ended and the address wiped. Unknown tokens change nothing, and
  // the caller's answer must not tell the difference.
  void end(const std::string& token);

 private:
  Subscribers& subscribers_;
};

}  // namespace zakonwatch
