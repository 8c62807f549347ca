// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outbox.h"

#include <algorithm>

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/text.h"
#include "store/names.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr Names<DigestState, 6> kStates{{{DigestState::sending, "sending"},
                                         {DigestState::sent, "sent"},
                                         {DigestState::held, "held"},
                                         {DigestState::failed, "failed"},
                                         {DigestState::forgotten, "forgotten"},
                                         {DigestState::withdrawn, "withdrawn"}}};

constexpr std::chrono::seconds kFirstWait = 300s, kLongestWait = 4000s;
constexpr std::chrono::seconds kGiveUpAfter = 5 * 24h;
// No sender asks for more. A lease or wait that reaches further ahead was set by a clock that has since been
// put back, and counts as run out.
constexpr std::chrono::seconds kLongestLease = 24h;
constexpr size_t kIdBytes = 16;

std::string select_digests(const std::string& rest) {
  return "SELECT id, subscriber, state, created, lease_until, next_attempt, sent_at, attempts, error FROM "
         "digest " +
         rest;
}

DigestRow read_digest(const Statement& row) {
  DigestRow digest;
  digest.id = DigestId(row.text(0));
  digest.subscriber = row.text(1);
  digest.state = named(kStates, row.view(2));
  digest.created = row.instant(3);
  digest.lease_until = row.maybe_instant(4);
  digest.next_attempt = row.maybe_instant(5);
  digest.sent_at = row.maybe_instant(6);
  digest.attempts = static_cast<int>(row.integer(7));
  digest.error = row.text(8);
  return digest;
}

std::vector<OwedAlert> read_alerts(Statement row) {
  std::vector<OwedAlert> alerts;
  while (row.step())
    alerts.push_back(
        {row.integer(0), SubscriptionId(row.text(1)), row.row_id<ChangeSeq>(2), row.text(3), row.instant(4)});
  return alerts;
}

std::vector<OwedAlert> members_of(Database& database, const DigestId& id) {
  return read_alerts(database.query(
      "SELECT id, subscription, change, kind, owed_at FROM alert WHERE digest = ? ORDER BY change, id", id));
}

std::vector<DigestRow> read_digests(Database& database, Statement row) {
  std::vector<DigestRow> digests;
  while (row.step()) digests.push_back(read_digest(row));
  for (DigestRow& digest : digests) digest.members = members_of(database, digest.id);
  return digests;
}

std::chrono::seconds wait_after(int attempts) {
  std::chrono::seconds wait = kFirstWait;
  for (int i = 1; i < attempts && wait < kLongestWait; ++i) wait *= 2;
  return std::min(wait, kLongestWait);
}

constexpr size_t kErrorBytes = 500;

std::string without_addresses(std::string_view said) {
  constexpr std::string_view kBounds = " \t\r\n<>()[]\"',;:=";
  std::string kept;
  for (size_t at = 0; at < said.size() && kept.size() < kErrorBytes;) {
    const size_t end = std::min(said.find_first_of(kBounds, at), said.size());
    const std::string_view word = said.substr(at, end - at);
    kept += word.find('@') == std::string_view::npos ? std::string(word) : "[address]";
    if (end < said.size()) kept += said[end];
    at = end + 1;
  }
  if (kept.size() > kErrorBytes) kept.resize(kErrorBytes);
  return repair_utf8(kept);
}

DigestRow require(Database& database, const DigestId& id) {
  auto row = database.query(select_digests("WHERE id = ?"), id);
  if (!row.step()) throw Fault(ErrorKind::not_found, "digest " + id.value + " is not in the record");
  return read_digest(row);
}

}  // namespace

std::string_view to_string(DigestState state) { return name_of(kStates, state); }

std::optional<DigestState> digest_state(std::string_view name) { return find_name(kStates, name); }

void Outbox::owe(const SubscriptionId& subscription, ChangeSeq change, const std::string& kind, Instant now) {
  record_.database().run(
      "INSERT INTO alert (subscription, change, kind, owed_at) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (subscription, change, kind) DO NOTHING",
      subscription, change, kind, now);
}

std::vector<OwedAlert> Outbox::owed() {
  return read_alerts(record_.database().prepare(
      "SELECT id, subscription, change, kind, owed_at FROM alert WHERE digest IS NULL ORDER BY change, id"));
}

namespace {

DigestRow new_digest(Database& database, Outbox::Claim claim, Instant now, Instant lease_until) {
  DigestRow digest{.id = DigestId(random_hex(kIdBytes)),
                   .subscriber = std::move(claim.subscriber),
                   .created = now,
                   .lease_until = std::min(lease_until, now + kLongestLease),
                   .attempts = 1};
  database.run(
      "INSERT INTO digest (id, subscriber, state, created, lease_until, attempts, error) "
      "VALUES (?, ?, 'sending', ?, ?, 1, '')",
      digest.id, digest.subscriber, now, digest.lease_until);
  for (OwedAlert& alert : claim.owed)
    if (database.run("UPDATE alert SET digest = ? WHERE id = ? AND digest IS NULL", digest.id, alert.id) == 1)
      digest.members.push_back(std::move(alert));
  std::sort(digest.members.begin(), digest.members.end(), [](const OwedAlert& a, const OwedAlert& b) {
    return std::pair(a.change.value, a.id) < std::pair(b.change.value, b.id);
  });
  return digest;
}

}  // namespace

std::vector<DigestRow> Outbox::claim(std::vector<Claim> claims, Instant now, Instant lease_until) {
  Database& database = record_.database();
  Atomic atomic(database);
  std::vector<DigestRow> digests;
  for (Claim& claim : claims) {
    DigestRow digest = new_digest(database, std::move(claim), now, lease_until);
    if (!digest.members.empty())
      digests.push_back(std::move(digest));
    else  // another sender was faster
      database.run("DELETE FROM digest WHERE id = ?", digest.id);
  }
  atomic.commit();
  return digests;
}

DigestRow Outbox::claim(const std::string& subscriber, std::vector<OwedAlert> owed, Instant now,
                        Instant lease_until) {
  std::vector<Claim> one(1);
  one.front() = {subscriber, std::move(owed)};
  auto digests = claim(std::move(one), now, lease_until);
  return digests.empty() ? DigestRow{} : std::move(digests.front());
}

void Outbox::give_back(const DigestId& id) {
  Database& database = record_.database();
  Atomic atomic(database);
  if (require(database, id).state != DigestState::sending) return;
  database.run("UPDATE alert SET digest = NULL WHERE digest = ?", id);
  database.run("DELETE FROM digest WHERE id = ?", id);
  atomic.commit();
}

void Outbox::renew(const std::vector<DigestId>& ids, Instant lease_until) {
  Database& database = record_.database();
  Atomic atomic(database);
  for (const DigestId& id : ids)
    database.run("UPDATE digest SET lease_until = ? WHERE id = ? AND state = 'sending'", lease_until, id);
  atomic.commit();
}

void Outbox::release(const std::vector<DigestId>& ids) { renew(ids, Instant{}); }

std::vector<DigestRow> Outbox::retry_due(Instant now, Instant lease_until, size_t limit) {
  Database& database = record_.database();
  Atomic atomic(database);
  auto due = read_digests(
      database,
      database.query(
          select_digests("WHERE (state = 'held' AND (next_attempt <= ?1 OR next_attempt > ?1 + ?2)) "
                         "OR (state = 'sending' AND (lease_until <= ?1 OR lease_until > ?1 + ?3)) ORDER BY "
                         "created, id LIMIT ?4"),
          now, kLongestWait.count(), kLongestLease.count(), limit));
  for (DigestRow& digest : due) {
    digest.state = DigestState::sending;
    digest.lease_until = std::min(lease_until, now + kLongestLease);
    digest.next_attempt.reset();
    ++digest.attempts;
    database.run(
        "UPDATE digest SET state = 'sending', lease_until = ?, next_attempt = NULL, attempts = ? WHERE id = "
        "?",
        digest.lease_until, digest.attempts, digest.id);
  }
  atomic.commit();
  return due;
}

void Outbox::sent(const DigestId& id, Instant now) {
  Database& database = record_.database();
  Atomic atomic(database);
  require(database, id);
  sent({{id, now}});
  atomic.commit();
}

void Outbox::sent(const std::vector<Delivered>& delivered) {
  Database& database = record_.database();
  Atomic atomic(database);
  for (const auto& [id, at] : delivered)
    database.run(
        "UPDATE digest SET state = 'sent', sent_at = coalesce(sent_at, ?), lease_until = NULL, "
        "next_attempt = NULL, error = '' WHERE id = ?",
        at, id);
  atomic.commit();
}

DigestState Outbox::held(const DigestId& id, const std::string& error, Instant now) {
  Database& database = record_.database();
  Atomic atomic(database);
  const DigestRow digest = require(database, id);
  if (digest.state != DigestState::sending) return digest.state;  // another sender settled it
  const bool give_up = now - digest.created >= kGiveUpAfter;
  std::optional<Instant> next;
  if (!give_up) next = now + wait_after(digest.attempts);
  database.run("UPDATE digest SET state = ?, error = ?, lease_until = NULL, next_attempt = ? WHERE id = ?",
               give_up ? "failed" : "held", without_addresses(error), next, id);
  atomic.commit();
  return give_up ? DigestState::failed : DigestState::held;
}

void Outbox::failed(const DigestId& id, const std::string& error, DigestState state) {
  Database& database = record_.database();
  Atomic atomic(database);
  if (require(database, id).state == DigestState::sent) return;  // what was delivered stays delivered
  database.run("UPDATE digest SET state = ?, error = ?, lease_until = NULL, next_attempt = NULL WHERE id = ?",
               to_string(state), without_addresses(error), id);
  atomic.commit();
}

int Outbox::retry_failed(Instant now) {
  Database& database = record_.database();
  Atomic atomic(database);
  const auto failed = database.integer("SELECT count(*) FROM digest WHERE state = 'failed'");
  database.run("UPDATE digest SET state = 'held', next_attempt = ? WHERE state = 'failed'", now);
  atomic.commit();
  return static_cast<int>(failed);
}

void Outbox::retract(ChangeSeq change) {
  record_.database().run("DELETE FROM alert WHERE change = ? AND digest IS NULL AND kind <> 'correction'",
                         change);
}

std::vector<SubscriptionId> Outbox::told(ChangeSeq change) {
  auto row = record_.database().query(
      "SELECT DISTINCT a.subscription FROM alert a JOIN digest d ON d.id = a.digest WHERE a.change = ? AND "
      "a.kind <> 'correction' AND d.state IN ('sent', 'sending', 'held') ORDER BY a.subscription",
      change);
  std::vector<SubscriptionId> out;
  while (row.step()) out.emplace_back(row.text(0));
  return out;
}

std::vector<SubscriptionId> Outbox::concerned(ChangeSeq change) {
  auto row = record_.database().query("SELECT DISTINCT subscription FROM alert WHERE change = ?", change);
  std::vector<SubscriptionId> out;
  while (row.step()) out.emplace_back(row.text(0));
  return out;
}

std::vector<ChangeSeq> Outbox::owed_to(const SubscriptionId& subscription) {
  auto row = record_.database().query(
      "SELECT DISTINCT change FROM alert WHERE subscription = ? ORDER BY change", subscription);
  std::vector<ChangeSeq> out;
  while (row.step()) out.emplace_back(row.integer(0));
  return out;
}

std::optional<DigestId> Outbox::first_told(const std::string& subscriber, ChangeSeq change,
                                           const DigestId& than) {
  // From this person's digests on: of one change there may be as many alerts as readers.
  auto row = record_.database().query(
      "SELECT d.id FROM digest d CROSS JOIN alert a ON a.digest = d.id CROSS JOIN change c ON c.seq = "
      "a.change CROSS JOIN change this ON this.seq = ?1 WHERE d.subscriber = ?2 AND d.id <> ?3 AND "
      "c.act = this.act AND (c.seq = this.seq OR json_extract(c.body, '$.article.new') = "
      "json_extract(this.body, '$.article.new')) AND d.state IN ('sent', 'sending', 'held') "
      "ORDER BY d.created, d.id LIMIT 1",
      change, subscriber, than);
  if (!row.step()) return {};
  return DigestId(row.text(0));
}

int Outbox::sent_since(const std::string& subscriber, Instant since) {
  auto row = record_.database().query(
      "SELECT count(*) FROM digest WHERE subscriber = ? AND created > ? AND state <> 'withdrawn'", subscriber,
      since);
  row.step();
  return static_cast<int>(row.integer(0));
}

std::optional<Instant> Outbox::oldest_unsent() {
  auto row = record_.database().prepare("SELECT min(created) FROM digest WHERE state IN ('sending', 'held')");
  return row.step() ? row.maybe_instant(0) : std::nullopt;
}

Outbox::Counts Outbox::counts() {
  Counts counts;
  counts.owed =
      static_cast<int>(record_.database().integer("SELECT count(*) FROM alert WHERE digest IS NULL"));
  auto row = record_.database().prepare("SELECT state, count(*) FROM digest GROUP BY state");
  while (row.step()) {
    const int count = static_cast<int>(row.integer(1));
    switch (named(kStates, row.view(0))) {
      case DigestState::sending:
        counts.sending = count;
        break;
      case DigestState::sent:
        counts.sent = count;
        break;
      case DigestState::held:
        counts.held = count;
        break;
      case DigestState::failed:
        counts.failed = count;
        break;
      case DigestState::forgotten:
        counts.forgotten = count;
        break;
      case DigestState::withdrawn:
        counts.withdrawn = count;
        break;
    }
  }
  return counts;
}

std::vector<DigestRow> Outbox::list(std::optional<DigestState> state, size_t limit) {
  Database& database = record_.database();
  const auto wanted = state ? std::optional(to_string(*state)) : std::nullopt;
  return read_digests(database, database.query(select_digests("WHERE ?1 IS NULL OR state = ?1 "
                                                              "ORDER BY created DESC, id LIMIT ?2"),
                                               wanted, limit));
}

}  // namespace zakonwatch
