// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "alerts/cadence.h"
#include "alerts/render.h"
#include "app/digest_items.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/log.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr auto kLease = std::chrono::minutes(10);   // longer than any transport's own limits
constexpr auto kCoverage = std::chrono::hours(24);  // the coverage line speaks of the last day

std::string domain_of(const std::string& address) {
  const size_t at = address.rfind('@');
  return at == std::string::npos ? "localhost" : address.substr(at + 1);
}

}  // namespace

std::unique_ptr<Mailer> make_mailer(Environment& environment) {
  const Config::Mail& mail = environment.config().mail;
  if (mail.transport == "maildir")
    return make_maildir_mailer(mail.maildir.empty() ? environment.state() / "outbox" : mail.maildir);
  if (mail.transport == "sendmail") return make_sendmail_mailer(mail.sendmail);
  std::string password;
  if (!mail.smtp_password_file.empty())
    password = std::string(trim(value_or_throw(read_file(mail.smtp_password_file))));
  return value_or_throw(make_smtp_mailer({.url = mail.smtp_url,
                                          .tls = mail.smtp_tls,
                                          .user = mail.smtp_user,
                                          .password = password,
                                          .ca_file = mail.smtp_ca_file}));
}

Delivery::Delivery(Environment& environment, Record& record, Subscribers& subscribers, Mailer& mailer)
    : environment_(environment),
      subscribers_(subscribers),
      mailer_(mailer),
      changes_(record),
      versions_(record),
      outbox_(record),
      schedule_(record) {}

bool Delivery::is_due_now(const Subscription& subscription, Instant owed_since) const {
  if (subscription.cadence == Cadence::immediate) return true;
  const auto due = is_due(rhythm_of(subscription), owed_since, environment_.clock().now());
  if (!due) log::warn("subscription {}: {}", subscription.id.value, due.error().message);
  return due.value_or(true);  // an unusable time zone must not swallow mail
}

// Owed alerts by person, of those subscriptions whose time has come. One digest a person: each change once.
std::vector<Delivery::Batch> Delivery::due(int& waiting) {
  std::map<std::string, std::vector<OwedAlert>> by_subscription;
  for (OwedAlert& owed : outbox_.owed()) by_subscription[owed.subscription.value].push_back(std::move(owed));
  std::map<std::string, Batch> by_person;
  for (auto& [id, owed] : by_subscription) {
    const auto subscription = subscribers_.get(SubscriptionId(id));
    const auto oldest = std::min_element(owed.begin(), owed.end(),
                                         [](const auto& a, const auto& b) { return a.owed_at < b.owed_at; });
    if (subscription && !is_due_now(*subscription, oldest->owed_at)) {
      waiting += static_cast<int>(owed.size());
      continue;
    }
    // A subscription that is gone makes a digest of its own, to be closed as forgotten.
    const std::string person = subscription ? subscription->subscriber : "gone:" + id;
    Batch& batch = by_person[person];
    batch.subscriber = person;
    batch.owed.insert(batch.owed.end(), owed.begin(), owed.end());
  }
  std::vector<Batch> out;
  out.reserve(by_person.size());
  for (auto& [person, batch] : by_person) out.push_back(std::move(batch));
  return out;
}

DeliveryReport Delivery::send_due() {
  DeliveryReport report;
  // One lease at a time: a slow server must not let the leases of those behind run out.
  for (;;) {
    const Instant at = environment_.clock().now();
    const auto again = outbox_.retry_due(at, at + kLease, 1);
    if (again.empty()) break;
    deliver(again.front(), report);
  }
  for (const Batch& batch : due(report.waiting)) {
    std::vector<int64_t> ids;
    ids.reserve(batch.owed.size());
    for (const OwedAlert& owed : batch.owed) ids.push_back(owed.id);
    const Instant now = environment_.clock().now();
    const DigestRow row = outbox_.claim(batch.subscriber, ids, now, now + kLease);
    if (!row.members.empty()) deliver(row, report);
  }
  return report;
}

Delivery::Standing Delivery::standing(const DigestRow& row) {
  bool known = false, running = false;
  for (const OwedAlert& member : row.members) {
    const auto subscription = subscribers_.get(member.subscription);
    known = known || subscription.has_value();
    running = running || (subscription && !subscription->paused);
  }
  if (!known || !subscribers_.by_id(row.subscriber)) return Standing::forgotten;
  return running ? Standing::wanted : Standing::withdrawn;
}

void Delivery::deliver(const DigestRow& row, DeliveryReport& report) {
  const Instant now = environment_.clock().now();
  const Standing where = standing(row);
  if (where != Standing::wanted) {
    const bool forgotten = where == Standing::forgotten;
    outbox_.failed(row.id, "", forgotten ? DigestState::forgotten : DigestState::withdrawn);
    ++(forgotten ? report.forgotten : report.withdrawn);
    return;
  }
  const Subscriber subscriber = *subscribers_.by_id(row.subscriber);
  const auto message = letter(row, subscriber);
  if (!message) {
    outbox_.failed(row.id, message.error().message);
    ++report.failed;
    return;
  }
  const auto error = mailer_.send(environment_.config().mail.from, subscriber.address, *message);
  if (!error) {
    outbox_.sent(row.id, now);
    ++report.sent;
    report.messages.push_back(row.id.value);
  } else if (error->temporary) {
    outbox_.held(row.id, error->reply, now);
    ++report.held;
  } else {
    outbox_.failed(row.id, error->reply);
    log::error("digest {} was refused: {}", row.id.value, error->reply);
    ++report.failed;
  }
}

Digest Delivery::build(const DigestRow& row, const Subscriber& subscriber) {
  Digest digest{.id = row.id,
                .language = subscriber.language,
                .neutral_subject = subscriber.neutral_subject,
                .created = row.created};
  std::map<int64_t, DigestItem> by_change;  // ascending by sequence; each change once
  for (const OwedAlert& member : row.members) {
    auto found = by_change.find(member.change.value);
    if (found == by_change.end()) {
      const auto change = changes_.get(member.change);
      if (!change) continue;
      found = by_change.emplace(member.change.value, digest_item(environment_, *change, subscriber.language))
                  .first;
      found->second.kind = member.kind;
      found->second.article_text = article_text(versions_, *change);
    }
    const auto subscription = subscribers_.get(member.subscription);
    if (subscription) found->second.subscriptions.push_back(subscription->label);
  }
  for (auto& [seq, item] : by_change) digest.items.push_back(std::move(item));
  digest.coverage = coverage(environment_, schedule_, row.created - kCoverage);
  digest.topic_labels = topic_labels(environment_, subscriber.language);
  return digest;
}

Result<std::string> Delivery::letter(const DigestRow& row, const Subscriber& subscriber) {
  const Digest digest = build(row, subscriber);
  const std::string& from = environment_.config().mail.from;
  return compose({.from = from,
                  .to = subscriber.address,
                  .message_id = row.id.value + "@" + domain_of(from),
                  .subject = render_subject(digest),
                  .text = render_text(digest),
                  .html = render_html(digest),
                  .language = subscriber.language,
                  .date = environment_.clock().now()});
}

std::vector<std::string> Delivery::preview() {
  int waiting = 0;
  std::vector<std::string> out;
  for (const Batch& batch : due(waiting)) {
    const auto subscriber = subscribers_.by_id(batch.subscriber);
    if (!subscriber) continue;
    const DigestRow row{.id = DigestId("preview"),
                        .subscriber = batch.subscriber,
                        .created = environment_.clock().now(),
                        .members = batch.owed};
    const Digest digest = build(row, *subscriber);
    out.push_back(render_subject(digest) + "\n\n" + render_text(digest));
  }
  return out;
}

}  // namespace zakonwatch
