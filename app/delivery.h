// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "alerts/mailer.h"
#include "app/domain_pace.h"
#include "app/environment.h"
#include "app/letters.h"
#include "store/notices.h"
#include "store/outbox.h"
#include "store/record.h"
#include "store/sending.h"
#include "store/subscriptions.h"

namespace zakonwatch {

struct DeliveryReport {
  int sent = 0, held = 0, failed = 0, forgotten = 0, withdrawn = 0;
  int waiting = 0;                    // owed alerts whose digest is not due yet
  int asked = 0;                      // people asked whether they want their subscription
  std::vector<std::string> messages;  // Message-IDs of what was sent
};

// From owed alerts to delivered mails. A digest's members are frozen by its claim before anything is sent, so
// that a retry after any crash sends the same members under the same Message-ID. One digest that cannot be
// made or delivered holds up no other.
class Delivery {
 public:
  Delivery(Environment& environment, Record& record, Subscribers& subscribers, Mailer& mailer);

  // Everything that is due by its subscription's rhythm, and digests to be tried again.
  DeliveryReport send_due();
  // The digests that would be sent now, rendered, without claiming or sending anything.
  std::vector<std::string> preview();

 private:
  std::vector<Outbox::Claim> due(int& waiting);
  void send_again(DeliveryReport& report);
  void send_new(std::vector<Outbox::Claim> claims, DeliveryReport& report);
  void keep_leases(const std::vector<DigestId>& left);
  bool is_due_now(const Subscription& subscription, Instant owed_since);
  bool must_wait(const std::string& person);
  void ask_people(DeliveryReport& report);
  void deliver(const DigestRow& row, DeliveryReport& report);
  void deliver_letter(const DigestRow& row, const Subscriber& subscriber, DeliveryReport& report);
  void delivered(const DigestRow& row, const Subscriber& subscriber, DeliveryReport& report);
  std::optional<DeliveryError> send_shrinking(const DigestRow& row, const Subscriber& subscriber,
                                              const Digest& digest);
  std::optional<DeliveryError> post(const DigestRow& row, const Subscriber& subscriber, const Digest& digest);
  void refused(const DigestRow& row, const Subscriber& subscriber, const DeliveryError& error,
               DeliveryReport& report);
  void hold(const DigestRow& row, const std::string& why, DeliveryReport& report);
  void react(const DeliveryError& error, const Subscriber& subscriber);
  void key_is_unusable(const DigestRow& row, const Subscriber& subscriber, const std::string& why);
  bool tell_operator(const std::string& topic, const std::string& text);
  bool is_quiet() const;
  enum class Standing { wanted, forgotten, withdrawn };
  Standing standing(const DigestRow& row);

  Environment& environment_;
  Subscribers& subscribers_;
  Mailer& mailer_;
  Outbox outbox_;
  Sending sending_;
  Instant settled_{};
  Notices notices_;
  Letters letters_;
  Readers& readers_;
  DomainPace pace_;
  Instant quiet_until_{};                  // the server is down or knows us not: nothing is tried
  std::map<std::string, Instant> closed_;  // domains that refuse us as such, and until when
};

// The transport the configuration names.
std::unique_ptr<Mailer> make_mailer(Environment& environment);

}  // namespace zakonwatch
