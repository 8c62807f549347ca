// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "alerts/digest.h"
#include "alerts/mailer.h"
#include "app/environment.h"
#include "store/changes.h"
#include "store/outbox.h"
#include "store/record.h"
#include "store/schedule.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// From a digest's frozen members to the letter a person gets.
class Letters {
 public:
  static constexpr size_t kMostTold = 500;  // changes in one letter; the rest is counted and is in the record

  Letters(Environment& environment, Record& record, Subscribers& subscribers);

  // Members whose subscription was ended or paused meanwhile are not told. No items: nothing to send.
  Digest build(const DigestRow& row, const Subscriber& subscriber, size_t most_told = kMostTold);
  Letter letter(const DigestRow& row, const Digest& digest, const Subscriber& subscriber);
  // The message as it goes out: encrypted where the person gave a key, and then never in the clear.
  Result<std::string> message(const Letter& letter, const Subscriber& subscriber);
  // Asks whether this address wants the subscription; the link goes to the web side.
  Letter question(const SubscriptionId& subscription, const std::string& token, const Subscriber& subscriber);
  // Says that mail is held because the key cannot be used; nothing of the mail itself.
  Letter key_notice(const DigestRow& row, const Subscriber& subscriber);
  static bool can_ask(Environment& environment);  // whether there is a web side to answer on

 private:
  Letter frame(const Subscriber& subscriber, const std::string& id);
  DigestItem item(const OwedAlert& member, const RecordedChange& change, const Subscriber& subscriber,
                  bool with_article);

  Environment& environment_;
  Subscribers& subscribers_;
  Changes changes_;
  Versions versions_;
  Outbox outbox_;
  Schedule schedule_;
};

}  // namespace zakonwatch
