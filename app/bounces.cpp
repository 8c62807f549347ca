// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bounces.h"

#include <fmt/format.h>

#include <optional>

#include "alerts/address.h"
#include "alerts/bounce.h"
#include "base/content_hash.h"
#include "base/log.h"
#include "store/consent.h"
#include "store/notices.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::hours kNearlyADay{23};

std::optional<Subscriber> owner_of(Subscribers& subscribers, const std::string& token) {
  for (const Subscription& one : subscribers.all())
    if (bounce_token(subscribers, one.subscriber) == token) return subscribers.by_id(one.subscriber);
  return {};
}

// Once a day about the same reader.
void tell(Record& record, const std::string& reader, const std::string& text, Instant now) {
  Notices notices(record);
  log::error("{}", text);
  const auto last = notices.last("mail", reader);
  if (!last || last->at > now || now - last->at >= kNearlyADay) notices.add("mail", reader, text, now);
}

}  // namespace

std::string bounce_token(Subscribers& subscribers, const std::string& subscriber) {
  return sha256_hex("bounce " + Consent(subscribers).ending_token(subscriber)).substr(0, 32);
}

bool take_bounce(Environment& environment, Record& record, Subscribers& subscribers,
                 const std::string& message, const std::string& recipient) {
  const auto bounce = read_bounce(message, environment.config().mail.bounces, recipient);
  const auto reader = bounce ? owner_of(subscribers, bounce->token) : std::nullopt;
  if (!reader) return false;
  const std::string said =
      without_addresses(fmt::format("{} {}", bounce->status, bounce->reply), reader->address);
  const Instant now = environment.clock().now();
  if (!bounce->is_dead_address()) {
    tell(record, reader->id, fmt::format("a letter to subscriber {} came back: {}", reader->id, said), now);
    return true;
  }
  if (!reader->suspended.empty()) return true;  // every letter on its way says it again
  subscribers.set_suspended(reader->id, said);
  tell(record, reader->id,
       fmt::format("subscriber {} is suspended, a letter came back: {} (`zakonwatch subscriptions resume`)",
                   reader->id, said),
       now);
  return true;
}

}  // namespace zakonwatch
