// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/subscriptions.h"

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/text.h"
#include "store/backup.h"
#include "store/migrations.h"
#include "store/names.h"
#include "store/private_file.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr size_t kIdBytes = 16;

constexpr Names<Cadence, 3> kCadences{
    {{Cadence::immediate, "immediate"}, {Cadence::day, "day"}, {Cadence::week, "week"}}};

// The domain of an address has no case; the part before '@' belongs to its host (RFC 5321 2.4).
std::string with_lower_domain(const std::string& address) {
  const size_t at = address.rfind('@');
  if (at == std::string::npos || address.find("://") != std::string::npos) return address;
  return address.substr(0, at) + to_lower(std::string_view(address).substr(at));
}

std::string select_subscribers(const std::string& where) {
  return "SELECT id, address, language, neutral_subject, pgp_fingerprint, suspended, secret, attach "
         "FROM subscriber "
         "WHERE " +
         where;
}

std::optional<Subscriber> read_subscriber(Statement row) {
  if (!row.step()) return {};
  return Subscriber{row.text(0), row.text(1), row.text(2), row.flag(3),
                    row.text(4), row.text(5), row.text(6), row.text(7)};
}

std::string select_subscriptions(const std::string& rest) {
  return "SELECT id, subscriber, label, filter, cadence, hour, minute, time_zone, paused, confirmed, "
         "weekday, "
         "quiet_from, quiet_until FROM subscription " +
         rest;
}

// Most people filter as others do; reading JSON costs more than all the rest of a row.
const Filter& filter_of(std::string_view json) {
  thread_local std::string last;
  thread_local Filter filter;
  if (last != json) {
    last.clear();
    filter = value_or_throw(filter_from_json(json));
    last = json;
  }
  return filter;
}

std::vector<Subscription> read_subscriptions(Statement row) {
  std::vector<Subscription> subscriptions;
  while (row.step()) {
    Subscription subscription;
    subscription.id = SubscriptionId(row.text(0));
    subscription.subscriber = row.text(1);
    subscription.label = row.text(2);
    subscription.filter = filter_of(row.view(3));
    subscription.cadence = named(kCadences, row.view(4));
    subscription.hour = static_cast<int>(row.integer(5));
    subscription.minute = static_cast<int>(row.integer(6));
    subscription.time_zone = row.text(7);
    subscription.paused = row.flag(8);
    subscription.confirmed = row.flag(9);
    subscription.weekday = static_cast<int>(row.integer(10));
    subscription.quiet_from = static_cast<int>(row.integer(11));
    subscription.quiet_until = static_cast<int>(row.integer(12));
    subscriptions.push_back(std::move(subscription));
  }
  return subscriptions;
}

}  // namespace

Subscribers::Subscribers(std::unique_ptr<Database> database) : database_(std::move(database)) {}

Subscribers::~Subscribers() = default;

std::unique_ptr<Subscribers> Subscribers::open(const std::filesystem::path& file) {
  if (file != ":memory:" && std::filesystem::exists(file) && !Database::is_writable(file)) {
    auto database = std::make_unique<Database>(file, Database::Mode::read_only);
    require_current(*database, subscribers_schema());
    return std::unique_ptr<Subscribers>(new Subscribers(std::move(database)));
  }
  if (file != ":memory:") make_private_file(file);
  auto database = std::make_unique<Database>(file, Database::Mode::read_write);
  // What is deleted is overwritten; what SQLite puts aside while it works stays off the disk.
  database->execute("PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;");
  migrate(*database, subscribers_schema());
  return std::unique_ptr<Subscribers>(new Subscribers(std::move(database)));
}

Subscriber Subscribers::get_or_add(const std::string& address) {
  Atomic atomic(*database_);
  if (auto there = by_address(address)) return *there;
  Subscriber subscriber;
  subscriber.id = random_hex(kIdBytes);
  subscriber.address = with_lower_domain(address);
  database_->run(
      "INSERT INTO subscriber (id, address, language, neutral_subject, pgp_fingerprint, token) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      subscriber.id, subscriber.address, subscriber.language, subscriber.neutral_subject,
      subscriber.pgp_fingerprint, random_hex(kIdBytes));
  atomic.commit();
  return subscriber;
}

std::optional<Subscriber> Subscribers::by_address(const std::string& address) {
  return read_subscriber(database_->query(select_subscribers("address = ?"), with_lower_domain(address)));
}

std::optional<Subscriber> Subscribers::by_id(const std::string& id) {
  return read_subscriber(database_->query(select_subscribers("id = ?"), id));
}

void Subscribers::save(const Subscriber& subscriber) {
  database_->run(
      "UPDATE subscriber SET address = ?, language = ?, neutral_subject = ?, pgp_fingerprint = ?, "
      "secret = ?, attach = ? WHERE id = ?",
      with_lower_domain(subscriber.address), subscriber.language, subscriber.neutral_subject,
      subscriber.pgp_fingerprint, subscriber.secret, subscriber.attach, subscriber.id);
}

SubscriptionId Subscribers::add(const Subscription& subscription) {
  SubscriptionId id = subscription.id.empty() ? SubscriptionId(random_hex(kIdBytes)) : subscription.id;
  database_->run(
      "INSERT INTO subscription (id, subscriber, label, filter, cadence, hour, minute, time_zone, paused, "
      "confirmed, weekday, quiet_from, quiet_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, subscription.subscriber, subscription.label, filter_to_json(subscription.filter),
      name_of(kCadences, subscription.cadence), subscription.hour, subscription.minute,
      subscription.time_zone, subscription.paused, subscription.confirmed, subscription.weekday,
      subscription.quiet_from, subscription.quiet_until);
  return id;
}

std::optional<Subscription> Subscribers::get(const SubscriptionId& id) {
  auto found = read_subscriptions(database_->query(select_subscriptions("WHERE id = ?"), id));
  if (found.empty()) return {};
  return found.front();
}

std::vector<Subscription> Subscribers::of(const std::string& subscriber) {
  return read_subscriptions(
      database_->query(select_subscriptions("WHERE subscriber = ? ORDER BY number"), subscriber));
}

std::vector<Subscription> Subscribers::all() {
  return read_subscriptions(database_->prepare(select_subscriptions("ORDER BY number")));
}

void Subscribers::set_paused(const SubscriptionId& id, bool paused) {
  database_->run("UPDATE subscription SET paused = ? WHERE id = ?", paused, id);
}

void Subscribers::set_confirmed(const SubscriptionId& id) {
  database_->run("UPDATE subscription SET confirmed = 1 WHERE id = ?", id);
}

void Subscribers::set_suspended(const std::string& subscriber, const std::string& why) {
  database_->run("UPDATE subscriber SET suspended = ? WHERE id = ?", why, subscriber);
}

void Subscribers::remove(const SubscriptionId& id) {
  database_->run("DELETE FROM subscription WHERE id = ?", id);
}

void Subscribers::forget(const std::string& subscriber) {
  database_->run("DELETE FROM subscriber WHERE id = ?", subscriber);  // the subscriptions go with it
  // The write-ahead log still holds the pages as they were: it is emptied before and after the file is
  // rebuilt.
  empty_log();
  database_->execute("VACUUM");
  empty_log();
}

void Subscribers::empty_log() {
  if (database_->integer("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
    throw Fault(ErrorKind::busy,
                database_->name() +
                    ": the person was removed, but another process still reads an "
                    "old state of the file: run `subscriptions forget` again to wipe its log");
}

Subscribers::Stamp Subscribers::stamp() {
  return {database_->integer("PRAGMA data_version"), database_->total_changes()};
}

void Subscribers::back_up(const std::filesystem::path& target) { zakonwatch::back_up(*database_, target); }

}  // namespace zakonwatch
