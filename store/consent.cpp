// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/consent.h"

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/log.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr size_t kTokenBytes = 16;

}  // namespace

void Consent::ask(const SubscriptionId& subscription) {
  subscribers_.database_->run(
      "INSERT INTO confirmation (subscription, token, attempts, next_attempt) VALUES (?, ?, 0, 0) "
      "ON CONFLICT (subscription) DO NOTHING",
      subscription, random_hex(kTokenBytes));
}

std::vector<Consent::Question> Consent::questions_due(Instant now) {
  auto row = subscribers_.database_->query(
      "SELECT c.subscription, c.token, c.attempts FROM confirmation c JOIN subscription s ON "
      "s.id = c.subscription WHERE s.confirmed = 0 AND c.next_attempt <= ? ORDER BY s.number",
      now);
  std::vector<Question> out;
  while (row.step())
    out.push_back({SubscriptionId(row.text(0)), row.text(1), static_cast<int>(row.integer(2))});
  return out;
}

void Consent::asked(const SubscriptionId& subscription) {
  subscribers_.database_->run(
      "UPDATE confirmation SET next_attempt = NULL, attempts = attempts + 1 WHERE subscription = ?",
      subscription);
}

void Consent::ask_later(const SubscriptionId& subscription, Instant when) {
  subscribers_.database_->run(
      "UPDATE confirmation SET next_attempt = ?, attempts = attempts + 1 WHERE subscription = ?", when,
      subscription);
}

bool Consent::knows_question(const std::string& token) {
  return subscribers_.database_->query("SELECT 1 FROM confirmation WHERE token = ?", token).step();
}

bool Consent::confirm(const std::string& token) {
  return subscribers_.database_->run(
             "UPDATE subscription SET confirmed = 1 WHERE id = (SELECT subscription FROM confirmation WHERE "
             "token = ?)",
             token) > 0;
}

std::string Consent::ending_token(const std::string& subscriber) {
  auto row = subscribers_.database_->query("SELECT token FROM subscriber WHERE id = ?", subscriber);
  return row.step() ? row.text(0) : std::string();
}

void Consent::end(const std::string& token) {
  if (token.empty()) return;
  std::string person;
  {
    auto row = subscribers_.database_->query("SELECT id FROM subscriber WHERE token = ?", token);
    if (!row.step()) return;
    person = row.text(0);
  }
  try {  // here the deed is done when the row is gone; the wiping of the log may have to wait for readers
    subscribers_.forget(person);
  } catch (const Fault& fault) {
    if (fault.kind() != ErrorKind::busy) throw;
    log::info("a person is removed; the log of the subscribers' file is wiped by the next `forget`");
  }
}

}  // namespace zakonwatch
