// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerts/digest.h"
#include "alerts/mailer.h"
#include "app/around.h"
#include "app/environment.h"
#include "app/readers.h"
#include "app/shelf.h"
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

  // Who reads, as of the last refresh().
  Readers& readers() { return readers_; }

  // Members whose subscription was ended or paused meanwhile are not told. No items: nothing to send.
  Digest build(const DigestRow& row, const Subscriber& subscriber, size_t most_told = kMostTold,
               bool with_files = true);
  Letter letter(const DigestRow& row, const Digest& digest, const Subscriber& subscriber);
  // The message as it goes out: encrypted where the person gave a key, and then never in the clear. `alike`
  // as in the letter's digest.
  Result<std::string> message(const Letter& letter, const Subscriber& subscriber,
                              const std::string& alike = {});
  // The same at once, where a letter of the same words went to somebody else before and this one has nothing
  // of its own but the link at its end. Nothing where it must be built.
  struct Ready {
    std::string from, to, message;
  };
  std::optional<Ready> ready(const DigestRow& row, const Subscriber& subscriber);
  // Asks whether this address wants the subscription; the link goes to the web side.
  Letter question(const SubscriptionId& subscription, const std::string& token, const Subscriber& subscriber);
  // The same digest for a program: its id, when it was made, and its changes as `changes --json` shows them.
  std::string webhook_body(const DigestRow& row, const Digest& digest);
  // Says that mail is held because the key cannot be used; nothing of the mail itself.
  Letter key_notice(const DigestRow& row, const Subscriber& subscriber);
  static bool can_ask(Environment& environment);  // whether there is a web side to answer on

 private:
  std::vector<Attachment> attachments(const DigestRow& row, const Digest& digest,
                                      const Subscriber& subscriber);
  std::string list_of_all(const DigestRow& row, const Subscriber& subscriber);
  // Members that are still wanted: each change once, with the labels of all that asked for it.
  struct Wanted {
    std::map<int64_t, std::vector<std::string>> labels;  // ascending by sequence
    std::map<int64_t, const OwedAlert*> members;
  };
  Wanted wanted(const DigestRow& row);
  Digest made(const DigestRow& row, const Subscriber& subscriber, const Wanted& wanted, size_t most_told,
              bool with_files);
  struct Words {
    std::string subject, text, html, token;
    bool is_used = false, is_single = false;
    std::optional<LetterMould> mould;  // of a letter without files, once there is a second reader
  };
  const Words& words(const Digest& digest, const std::string& token);
  std::string key_of(const DigestRow& row, const Subscriber& subscriber, const Wanted& wanted,
                     size_t most_told, bool with_files);
  std::string manage_url(const std::string& token);
  void put_in_thread(Letter& letter, const DigestRow& row);
  Letter frame(const Subscriber& subscriber, const std::string& id);
  DigestItem item(const OwedAlert& member, const RecordedChange& change, const Subscriber& subscriber,
                  bool in_full);

  Environment& environment_;
  Record& record_;
  Subscribers& subscribers_;
  Readers readers_;
  Changes changes_;
  Versions versions_;
  Outbox outbox_;
  Schedule schedule_;
  Around around_;
  Shelf<std::string> articles_;
  Shelf<Digest> digests_;  // what many readers get alike is made once
  Shelf<Words> words_;
};

}  // namespace zakonwatch
