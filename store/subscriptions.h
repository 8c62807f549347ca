// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "law/subscription.h"

namespace zakonwatch {

class Database;

// A person, as little of one as the mail needs.
struct Subscriber {
  std::string id;  // random, opaque: the only thing record.db ever sees
  std::string address;
  std::string language = "en";
  bool neutral_subject = false;
  std::string pgp_fingerprint;
  std::string suspended;  // why nothing is sent: the address is dead; empty where mail goes out
  std::string secret;     // of a program that is posted to: `address` is its URL, this signs what it gets
  std::string attach;     // what goes with each mail: "", "md", "json" or "md,json"
};

// subscribers.db, apart from the record: addresses, keys, filters. secure_delete on; no transaction spans
// both files. Mode 0600.
class Subscribers {
 public:
  // On a read-only disk what is there can be read; writing is a Fault.
  static std::unique_ptr<Subscribers> open(const std::filesystem::path& file);
  ~Subscribers();

  // The subscriber with this address (compared with the domain in lower case), made where missing.
  Subscriber get_or_add(const std::string& address);
  std::optional<Subscriber> by_address(const std::string& address);
  std::optional<Subscriber> by_id(const std::string& id);
  void save(const Subscriber& subscriber);

  SubscriptionId add(const Subscription& subscription);
  std::optional<Subscription> get(const SubscriptionId& id);
  std::vector<Subscription> of(const std::string& subscriber);
  std::vector<Subscription> all();  // in order of creation
  void set_paused(const SubscriptionId& id, bool paused);
  void set_confirmed(const SubscriptionId& id);
  // A dead address gets nothing until a person has looked at it; what is owed waits. Empty `why` ends it.
  void set_suspended(const std::string& subscriber, const std::string& why);
  void remove(const SubscriptionId& id);
  // Every trace of the person in this file, WAL included. Safe to repeat: after a Fault of kind busy (another
  // process reads an old state) the person is gone already, and a second call wipes what the log still holds.
  void forget(const std::string& subscriber);
  // The same for as long as nobody, in whatever process, has written to the file.
  struct Stamp {
    int64_t others = -1, own = -1;
    bool operator==(const Stamp&) const = default;
  };
  Stamp stamp();
  // A copy as of one instant, checked; mode 0600. It keeps people who are forgotten later: keep it briefly.
  void back_up(const std::filesystem::path& target);

 private:
  friend class Consent;
  void empty_log();
  explicit Subscribers(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

}  // namespace zakonwatch
