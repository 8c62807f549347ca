// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/ids.h"
#include "store/record.h"

namespace zakonwatch {

// owed -> sending (lease) -> sent / held (4xx, back-off) / failed (5xx, operator told) / forgotten /
// withdrawn.
enum class DigestState { sending, sent, held, failed, forgotten, withdrawn };
std::string_view to_string(DigestState state);
std::optional<DigestState> digest_state(std::string_view name);

struct OwedAlert {
  int64_t id = 0;
  SubscriptionId subscription;
  ChangeSeq change;
  std::string kind;  // new | reminder | correction
  Instant owed_at{};
};

struct DigestRow {
  DigestId id;
  std::string subscriber;  // opaque
  DigestState state = DigestState::sending;
  Instant created{};
  std::optional<Instant> lease_until, next_attempt, sent_at;
  int attempts = 0;
  std::string error;               // without addresses
  std::vector<OwedAlert> members;  // frozen when claimed
};

// What is owed, and the mails it went out in. A member is UNIQUE(subscription, change, kind): a replay owes
// nothing twice.
class Outbox {
 public:
  explicit Outbox(Record& record) : record_(record) {}
  void owe(const SubscriptionId& subscription, ChangeSeq change, const std::string& kind, Instant now);
  // Owed alerts that no digest has claimed yet.
  std::vector<OwedAlert> owed();
  // Freezes members into new digests in state sending with a lease (24 h at most); commits before anything
  // is sent. Alerts that another sender has claimed meanwhile are left out; where all are, nothing is written
  // and the row comes back with no id and no members.
  struct Claim {
    std::string subscriber;
    std::vector<OwedAlert> owed;
  };
  // One digest each, in one transaction; where nothing was left to claim, there is no row.
  std::vector<DigestRow> claim(std::vector<Claim> claims, Instant now, Instant lease_until);
  DigestRow claim(const std::string& subscriber, std::vector<OwedAlert> owed, Instant now,
                  Instant lease_until);
  // Claimed and not tried after all: owed as before, and the digest was never there.
  void give_back(const DigestId& id);
  // A sender that is slow keeps what it has claimed.
  void renew(const std::vector<DigestId>& ids, Instant lease_until);
  // The sender is gone: what it had not sent is due for another try at once.
  void release(const std::vector<DigestId>& ids);
  // Digests to try again: held ones whose time has come, and sending ones whose lease ran out.
  // Each is leased anew with attempts + 1.
  // Oldest first, at most `limit`: a slow sender takes one at a time, so that no lease runs out while others
  // send.
  std::vector<DigestRow> retry_due(Instant now, Instant lease_until, size_t limit = 1000);
  // The last word: held() and failed() change nothing about a digest that was sent.
  void sent(const DigestId& id, Instant now);
  struct Delivered {
    DigestId id;
    Instant at{};
  };
  void sent(const std::vector<Delivered>& delivered);  // those that the record does not know are passed over
  // What a mail server said is kept without anything that looks like an address, and no more than 500 bytes
  // of it: a forgotten person must not live on in the record.
  // Temporary: back-off 300 s doubling to 4,000 s, failed after five days. Permanent: failed at once.
  // What it is then.
  DigestState held(const DigestId& id, const std::string& error, Instant now);
  void failed(const DigestId& id, const std::string& error, DigestState state = DigestState::failed);
  // Failed digests are tried again, the same members under the same Message-ID. Returns how many.
  int retry_failed(Instant now);
  // A change that was dismissed: what no digest has claimed is owed no more.
  void retract(ChangeSeq change);
  // The subscriptions that were told of a change, or may have been: a correction is owed to these.
  std::vector<SubscriptionId> told(ChangeSeq change);
  // The subscriptions that a change is or was owed to, and the changes that are or were owed to a
  // subscription.
  std::vector<SubscriptionId> concerned(ChangeSeq change);
  std::vector<ChangeSeq> owed_to(const SubscriptionId& subscription);
  // The first digest of this person that told of the change's article, other than `than`: what a later mail
  // on it answers to.
  std::optional<DigestId> first_told(const std::string& subscriber, ChangeSeq change, const DigestId& than);
  int sent_since(const std::string& subscriber, Instant since);
  struct Counts {
    int owed = 0, sending = 0, sent = 0, held = 0, failed = 0, forgotten = 0, withdrawn = 0;
  };
  Counts counts();
  // When the oldest digest was made that is neither sent nor given up: mail that does not get out.
  std::optional<Instant> oldest_unsent();
  std::vector<DigestRow> list(std::optional<DigestState> state, size_t limit);

 private:
  Record& record_;
};

}  // namespace zakonwatch
