// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "alerts/cadence.h"
#include "alerts/render.h"
#include "alerts/webhook.h"
#include "app/signals.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "store/consent.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr auto kLease = 10min;  // longer than any transport's own limits
// So many letters are claimed in one transaction, and their ends recorded in another; a slow server does not
// make the record wait longer than a minute.
constexpr size_t kAtOnce = 200;
constexpr auto kUnsettled = 60s;
// After a failure that every mail would share (no server, no log-in) the queue rests; a refusal of us by one
// domain rests that domain. Trying on would only lock the account or spoil the sender's name.
constexpr auto kNearlyADay = 23h;
constexpr auto kServerRest = 60s, kLoginRest = 300s, kDomainRest = std::chrono::seconds(1h);
// Whoever asked for mail at once and got so many within the hour gets the rest of it in one.
constexpr int kImmediatePerHour = 5;

}  // namespace

Delivery::Delivery(Environment& environment, Record& record, Subscribers& subscribers, Mailer& mailer)
    : environment_(environment),
      subscribers_(subscribers),
      mailer_(mailer),
      outbox_(record),
      sending_(record, environment.state() / "sending"),
      notices_(record),
      letters_(environment, record, subscribers),
      readers_(letters_.readers()),
      pace_(environment, subscribers, outbox_) {}

bool Delivery::is_due_now(const Subscription& subscription, Instant owed_since) {
  const Instant now = environment_.clock().now();
  if (subscription.cadence == Cadence::immediate && in_quiet_hours(subscription, now).value_or(false))
    return false;
  if (subscription.cadence == Cadence::immediate)
    return outbox_.sent_since(subscription.subscriber, now - 1h) < kImmediatePerHour;
  const auto due = is_due(rhythm_of(subscription), owed_since, now);
  if (!due) log::warn("subscription {}: {}", subscription.id.value, due.error().message);
  return due.value_or(true);  // an unusable time zone must not swallow mail
}

// Nobody writes to an address that is dead, nor to a domain that refused us lately or has had enough for this
// hour: what is owed waits.
bool Delivery::must_wait(const std::string& person) {
  const Subscriber* subscriber = readers_.person(person);
  if (subscriber == nullptr) return false;
  if (!subscriber->secret.empty()) return !subscriber->suspended.empty();
  const std::string domain = domain_of(subscriber->address);
  const auto closed = closed_.find(domain);
  const bool is_closed = closed != closed_.end() && environment_.clock().now() < closed->second;
  return !subscriber->suspended.empty() || is_closed || pace_.is_full(domain);
}

// Owed alerts by person, of those subscriptions whose time has come. One digest a person: each change once.
std::vector<Outbox::Claim> Delivery::due(int& waiting) {
  std::map<std::string, std::vector<OwedAlert>> by_subscription;
  for (OwedAlert& owed : outbox_.owed()) by_subscription[owed.subscription.value].push_back(std::move(owed));
  std::map<std::string, Outbox::Claim> by_person;
  for (auto& [id, owed] : by_subscription) {
    const Subscription* subscription = readers_.subscription(SubscriptionId(id));
    const auto oldest = std::min_element(owed.begin(), owed.end(),
                                         [](const auto& a, const auto& b) { return a.owed_at < b.owed_at; });
    if (subscription != nullptr &&
        (must_wait(subscription->subscriber) || !is_due_now(*subscription, oldest->owed_at))) {
      waiting += static_cast<int>(owed.size());
      continue;
    }
    // A subscription that is gone makes a digest of its own, to be closed as forgotten.
    const std::string person = subscription != nullptr ? subscription->subscriber : "gone:" + id;
    Outbox::Claim& claim = by_person[person];
    claim.subscriber = person;
    std::move(owed.begin(), owed.end(), std::back_inserter(claim.owed));
  }
  std::vector<Outbox::Claim> out;
  out.reserve(by_person.size());
  for (auto& [person, claim] : by_person) out.push_back(std::move(claim));
  return out;
}

bool Delivery::is_quiet() const {
  const Instant now = environment_.clock().now();
  return now < quiet_until_ && quiet_until_ - now <= kLoginRest;  // a clock put back ends the rest
}

DeliveryReport Delivery::send_due() {
  DeliveryReport report;
  sending_.take_over();
  readers_.refresh();
  if (!is_quiet()) ask_people(report);
  send_again(report);
  auto owed = due(report.waiting);
  for (size_t at = 0; at < owed.size(); at += kAtOnce) {
    const auto first = owed.begin() + static_cast<ptrdiff_t>(at);
    const auto count = static_cast<ptrdiff_t>(std::min(kAtOnce, owed.size() - at));
    send_new({std::make_move_iterator(first), std::make_move_iterator(first + count)}, report);
  }
  return report;
}

// One lease at a time: there are few, and each may be held up again.
void Delivery::send_again(DeliveryReport& report) {
  while (!is_quiet() && !stop_requested()) {
    const Instant at = environment_.clock().now();
    const auto again = outbox_.retry_due(at, at + kLease, 1);
    if (again.empty()) break;
    sending_.claimed({again.front().id});
    deliver(again.front(), report);
    sending_.settle();
  }
}

void Delivery::send_new(std::vector<Outbox::Claim> claims, DeliveryReport& report) {
  const auto waits = [&](const auto& one) {
    return stop_requested() || is_quiet() || must_wait(one.subscriber);
  };
  std::erase_if(claims, [&](const Outbox::Claim& claim) {
    const bool later = waits(claim);
    if (later) report.waiting += static_cast<int>(claim.owed.size());
    return later;
  });
  if (claims.empty()) return;
  const Instant now = environment_.clock().now();
  const auto rows = outbox_.claim(std::move(claims), now, now + kLease);
  std::vector<DigestId> left;
  for (const DigestRow& row : rows) left.push_back(row.id);
  sending_.claimed(left);
  settled_ = now;
  for (const DigestRow& row : rows) {
    keep_leases(left);
    left.erase(left.begin());
    if (waits(row)) {  // a refusal a moment ago closed this domain, or the whole queue
      outbox_.give_back(row.id);
      report.waiting += static_cast<int>(row.members.size());
    } else {
      deliver(row, report);
    }
  }
  sending_.settle();
}

// No lease may run out in our own hands, neither of what waits its turn nor of what the record takes for
// unsent.
void Delivery::keep_leases(const std::vector<DigestId>& left) {
  const Instant now = environment_.clock().now();
  if (now - settled_ < kUnsettled && now >= settled_) return;
  sending_.settle(left);
  outbox_.renew(left, now + kLease);
  settled_ = now;
}

// A pending subscription's one mail. Sent twice at most after a crash, under the same Message-ID.
void Delivery::ask_people(DeliveryReport& report) {
  if (!Letters::can_ask(environment_)) return;
  Consent consent(subscribers_);
  const Instant now = environment_.clock().now();
  for (const Consent::Question& question : consent.questions_due(now)) {
    const Subscription* subscription = readers_.subscription(question.subscription);
    const Subscriber* person = subscription ? readers_.person(subscription->subscriber) : nullptr;
    if (person == nullptr || is_quiet() || must_wait(person->id)) continue;
    const Letter letter = letters_.question(question.subscription, question.token, *person);
    const auto message = letters_.message(letter, *person);
    const auto error =
        message ? mailer_.send(envelope_sender(letter), letter.to, *message)
                : std::optional(DeliveryError{true, message.error().message, DeliveryFault::refused});
    if (!error) {
      pace_.wrote_to(domain_of(person->address));
      consent.asked(question.subscription);
      ++report.asked;
      continue;
    }
    log::warn("subscription {}: its question was not taken: {}", question.subscription.value, error->reply);
    react(*error, *person);
    error->temporary ? consent.ask_later(question.subscription, now + kLoginRest)
                     : consent.asked(question.subscription);
  }
}

Delivery::Standing Delivery::standing(const DigestRow& row) {
  bool known = false, running = false;
  for (const OwedAlert& member : row.members) {
    const Subscription* subscription = readers_.subscription(member.subscription);
    known = known || subscription != nullptr;
    running = running || (subscription != nullptr && !subscription->paused);
  }
  if (!known || readers_.person(row.subscriber) == nullptr) return Standing::forgotten;
  return running ? Standing::wanted : Standing::withdrawn;
}

void Delivery::deliver(const DigestRow& row, DeliveryReport& report) {
  readers_.refresh();  // whoever ended a subscription while this was queued gets none of it
  const Standing where = standing(row);
  if (where != Standing::wanted) {
    const bool forgotten = where == Standing::forgotten;
    outbox_.failed(row.id, "", forgotten ? DigestState::forgotten : DigestState::withdrawn);
    ++(forgotten ? report.forgotten : report.withdrawn);
    return;
  }
  const Subscriber subscriber = *readers_.person(row.subscriber);
  if (must_wait(subscriber.id)) return hold(row, "waits for its domain or address", report);
  try {  // a unit of work of its own: what is wrong with one digest must not stop the others
    deliver_letter(row, subscriber, report);
  } catch (const Fault& fault) {
    log::error("digest {} cannot be made: {}", row.id.value, fault.what());
    hold(row, fault.what(), report);
  }
}

void Delivery::hold(const DigestRow& row, const std::string& why, DeliveryReport& report) {
  const DigestState state = outbox_.held(row.id, why, environment_.clock().now());
  ++(state == DigestState::failed ? report.failed : report.held);
  if (state == DigestState::failed)
    tell_operator(row.subscriber, fmt::format("digest {} is given up after five days: {} (`zakonwatch alerts "
                                              "retry`)",
                                              row.id.value, why));
}

void Delivery::deliver_letter(const DigestRow& row, const Subscriber& subscriber, DeliveryReport& report) {
  if (const auto ready = letters_.ready(row, subscriber)) {
    const auto error = mailer_.send(ready->from, ready->to, ready->message);
    if (!error) return delivered(row, subscriber, report);
    if (error->fault != DeliveryFault::size) return refused(row, subscriber, *error, report);
  }
  const Digest digest = letters_.build(row, subscriber);
  if (digest.items.empty()) {  // never an empty mail
    outbox_.failed(row.id, "", DigestState::withdrawn);
    ++report.withdrawn;
    return;
  }
  if (const auto error = send_shrinking(row, subscriber, digest))
    return refused(row, subscriber, *error, report);
  delivered(row, subscriber, report);
}

void Delivery::delivered(const DigestRow& row, const Subscriber& subscriber, DeliveryReport& report) {
  pace_.wrote_to(domain_of(subscriber.address));
  sending_.sent(row.id, environment_.clock().now());
  ++report.sent;
  report.messages.push_back(row.id.value);
}

// To a program instead of a mailbox: the same members, the same retries, the same back-off.
std::optional<DeliveryError> Delivery::post(const DigestRow& row, const Subscriber& subscriber,
                                            const Digest& digest) {
  auto error = post_webhook({.url = subscriber.address,
                             .secret = subscriber.secret,
                             .delivery = row.id.value,
                             .body = letters_.webhook_body(row, digest),
                             .now = environment_.clock().now(),
                             .ca_file = environment_.config().mail.webhook_ca_file});
  if (!error || error->fault != DeliveryFault::size || digest.items.size() < 2) return error;
  return post(row, subscriber, letters_.build(row, subscriber, digest.items.size() / 2, false));
}

// A server that finds the letter too large gets it without files, then with half the changes told and the
// others counted, until one is left. The members stay what they were.
std::optional<DeliveryError> Delivery::send_shrinking(const DigestRow& row, const Subscriber& subscriber,
                                                      const Digest& digest) {
  if (!subscriber.secret.empty()) return post(row, subscriber, digest);
  const Letter letter = letters_.letter(row, digest, subscriber);
  const auto message = letters_.message(letter, subscriber, digest.alike);
  if (!message) {
    if (!subscriber.pgp_fingerprint.empty()) key_is_unusable(row, subscriber, message.error().message);
    return DeliveryError{true, message.error().message, DeliveryFault::refused};
  }
  auto error = mailer_.send(envelope_sender(letter), letter.to, *message);
  if (!error || error->fault != DeliveryFault::size) return error;
  const size_t told = digest.items.size();
  if (letter.attachments.empty() && told < 2) return error;
  return send_shrinking(row, subscriber,
                        letters_.build(row, subscriber, letter.attachments.empty() ? told / 2 : told, false));
}

// Nothing of the mail goes out in the clear. Once a day its reader learns that something waits, and the
// operator why.
void Delivery::key_is_unusable(const DigestRow& row, const Subscriber& subscriber, const std::string& why) {
  const bool is_news = tell_operator("key " + subscriber.id,
                                     fmt::format("mail to subscriber {} waits: {}", subscriber.id, why));
  if (!is_news) return;
  const Letter notice = letters_.key_notice(row, subscriber);
  if (const auto words = compose(notice)) mailer_.send(envelope_sender(notice), notice.to, *words);
}

// Said to the log and, once a day about the same thing, to the operator. Whether it was news.
bool Delivery::tell_operator(const std::string& topic, const std::string& text) {
  log::error("{}", text);
  const Instant now = environment_.clock().now();
  const auto last = notices_.last("mail", topic);
  const bool is_news = !last || last->at > now || now - last->at >= kNearlyADay;
  if (is_news) notices_.add("mail", topic, text, now);
  return is_news;
}

void Delivery::react(const DeliveryError& error, const Subscriber& subscriber) {
  const Instant now = environment_.clock().now();
  if (error.fault == DeliveryFault::address) {
    subscribers_.set_suspended(subscriber.id, error.reply);
    tell_operator(
        subscriber.id,
        fmt::format("subscriber {} is suspended, the mail server says: {} (`zakonwatch subscriptions "
                    "resume`)",
                    subscriber.id, error.reply));
  } else if (error.fault == DeliveryFault::policy) {
    closed_[domain_of(subscriber.address)] = now + kDomainRest;
    tell_operator("policy",
                  "a domain refuses our mail as such and is left alone for an hour: " + error.reply);
  } else if (error.fault == DeliveryFault::configuration) {
    quiet_until_ = now + kLoginRest;
    tell_operator("server", "the mail queue rests, the mail server does not take us: " + error.reply);
  } else if (!subscriber.secret.empty()) {
    return;  // one program's trouble is not the mail server's
  } else if (error.fault == DeliveryFault::temporary && (error.code == 0 || error.code == 421)) {
    quiet_until_ = now + kServerRest;
  }
}

void Delivery::refused(const DigestRow& row, const Subscriber& subscriber, const DeliveryError& error,
                       DeliveryReport& report) {
  react(error, subscriber);
  // Refused as such is no word on this letter: it waits, and fails after five days like every other. A
  // server's own words may name the reader and stay out of the log.
  if (error.temporary || error.fault == DeliveryFault::policy) {
    log::warn("digest {} waits: {}", row.id.value,
              error.code == 0 ? error.reply : fmt::format("the server says {}", error.code));
    return hold(row, error.reply, report);
  }
  outbox_.failed(row.id, error.reply);
  tell_operator(row.subscriber, fmt::format("digest {} was refused: {} (`zakonwatch alerts retry`)",
                                            row.id.value, error.reply));
  ++report.failed;
}

std::vector<std::string> Delivery::preview() {
  int waiting = 0;
  std::vector<std::string> out;
  readers_.refresh();
  for (const Outbox::Claim& claim : due(waiting)) {
    const Subscriber* subscriber = readers_.person(claim.subscriber);
    if (subscriber == nullptr) continue;
    const DigestRow row{.id = DigestId("preview"),
                        .subscriber = claim.subscriber,
                        .created = environment_.clock().now(),
                        .members = claim.owed};
    const Digest digest = letters_.build(row, *subscriber);
    if (!digest.items.empty()) out.push_back(render_subject(digest) + "\n\n" + render_text(digest));
  }
  return out;
}

}  // namespace zakonwatch
