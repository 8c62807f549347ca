// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/domain_pace.h"

#include <set>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::hours kHour{1};
constexpr size_t kUsual = 100;

// A mail server on this machine has limits of its own.
bool is_local(const Config::Mail& mail) {
  if (mail.transport != "smtp") return true;
  for (const char* here : {"://127.", "://localhost", "://[::1]"})
    if (mail.smtp_url.find(here) != std::string::npos) return true;
  return false;
}

}  // namespace

std::string domain_of(const std::string& address) {
  return to_lower(std::string_view(address).substr(address.rfind('@') + 1));
}

DomainPace::DomainPace(Environment& environment, Subscribers& subscribers, Outbox& outbox)
    : environment_(environment),
      subscribers_(subscribers),
      outbox_(outbox),
      most_(environment.config().mail.per_domain.value_or(is_local(environment.config().mail) ? 0 : kUsual)) {
}

// What other processes sent within the hour is in the record; the domain is not, only who the reader is.
std::deque<Instant>& DomainPace::hour_of(const std::string& domain) {
  const Instant now = environment_.clock().now();
  const auto [hour, is_new] = hours_.try_emplace(domain);
  if (is_new) {
    std::set<std::string> people;
    for (const Subscription& one : subscribers_.all()) people.insert(one.subscriber);
    for (const std::string& id : people)
      if (const auto person = subscribers_.by_id(id); person && domain_of(person->address) == domain)
        hour->second.insert(hour->second.end(), static_cast<size_t>(outbox_.sent_since(id, now - kHour)),
                            now);
  }
  std::deque<Instant>& sent = hour->second;
  while (!sent.empty() && (now - sent.front() >= kHour || now < sent.front())) sent.pop_front();
  return sent;
}

bool DomainPace::is_full(const std::string& domain) { return most_ > 0 && hour_of(domain).size() >= most_; }

void DomainPace::wrote_to(const std::string& domain) {
  if (most_ > 0) hour_of(domain).push_back(environment_.clock().now());
}

}  // namespace zakonwatch
