// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "alerts/digest.h"
#include "alerts/mailer.h"
#include "app/environment.h"
#include "store/changes.h"
#include "store/outbox.h"
#include "store/record.h"
#include "store/schedule.h"
#include "store/subscriptions.h"

namespace zakonwatch {

struct DeliveryReport {
  int sent = 0, held = 0, failed = 0, forgotten = 0, withdrawn = 0;
  int waiting = 0;                    // owed alerts whose digest is not due yet
  std::vector<std::string> messages;  // Message-IDs of what was sent
};

// From owed alerts to delivered mails. A digest's members are frozen by its claim before anything is sent, so
// that a retry after any crash sends the same members under the same Message-ID.
class Delivery {
 public:
  Delivery(Environment& environment, Record& record, Subscribers& subscribers, Mailer& mailer);

  // Everything that is due by its subscription's rhythm, and digests to be tried again.
  DeliveryReport send_due();
  // The digests that would be sent now, rendered, without claiming or sending anything.
  std::vector<std::string> preview();

 private:
  struct Batch {
    std::string subscriber;
    std::vector<OwedAlert> owed;
  };
  std::vector<Batch> due(int& waiting);
  bool is_due_now(const Subscription& subscription, Instant owed_since) const;
  void deliver(const DigestRow& row, DeliveryReport& report);
  Digest build(const DigestRow& row, const Subscriber& subscriber);
  Result<std::string> letter(const DigestRow& row, const Subscriber& subscriber);
  enum class Standing { wanted, forgotten, withdrawn };
  Standing standing(const DigestRow& row);

  Environment& environment_;
  Subscribers& subscribers_;
  Mailer& mailer_;
  Changes changes_;
  Versions versions_;
  Outbox outbox_;
  Schedule schedule_;
};

// The transport the configuration names.
std::unique_ptr<Mailer> make_mailer(Environment& environment);

}  // namespace zakonwatch
