// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/readers.h"

#include "store/consent.h"

namespace zakonwatch {

void Readers::refresh() {
  const Subscribers::Stamp now = subscribers_.stamp();
  if (now == stamp_) return;
  stamp_ = now;
  subscriptions_.clear();
  people_.clear();
  tokens_.clear();
}

const Subscription* Readers::subscription(const SubscriptionId& id) {
  const auto [at, is_new] = subscriptions_.try_emplace(id.value);
  if (is_new) at->second = subscribers_.get(id);
  return at->second ? &*at->second : nullptr;
}

const Subscriber* Readers::person(const std::string& id) {
  const auto [at, is_new] = people_.try_emplace(id);
  if (is_new) at->second = subscribers_.by_id(id);
  return at->second ? &*at->second : nullptr;
}

const std::string& Readers::ending_token(const std::string& person) {
  const auto [at, is_new] = tokens_.try_emplace(person);
  if (is_new) at->second = Consent(subscribers_).ending_token(person);
  return at->second;
}

}  // namespace zakonwatch
