// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/owe.h"

namespace zakonwatch {

bool Matcher::matches(const Filter& filter) {
  const bool confirmed = change_.state == ChangeState::confirmed;
  if (!zakonwatch::matches(filter, {change_.country, change_.act.value, &change_.change, confirmed}))
    return false;
  if (filter.query.empty()) return true;
  if (!percolator_) percolator_.emplace(environment_, change_);
  return percolator_->matches(filter.query);
}

void owe_alerts(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                const RecordedChange& change, const std::string& kind, Instant now) {
  Matcher matcher(environment, change);
  for (const Subscription& subscription : subscribers.all())
    if (subscription.confirmed && !subscription.paused && matcher.matches(subscription.filter))
      outbox.owe(subscription.id, change.seq, kind, now);
}

void owe_confirmed(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                   const RecordedChange& change, Instant now) {
  Matcher matcher(environment, change);
  for (const Subscription& subscription : subscribers.all())
    if (subscription.filter.confirmed_only && subscription.confirmed && !subscription.paused &&
        matcher.matches(subscription.filter))
      outbox.owe(subscription.id, change.seq, "new", now);
}

void owe_reminders(Environment& environment, Record& record, Subscribers& subscribers) {
  Changes changes(record);
  Outbox outbox(record);
  const Instant now = environment.clock().now();
  for (const Country& country : environment.catalogue().countries()) {
    const auto today = calendar_date(now, country.time_zone);
    if (!today) continue;
    for (const ChangeSeq seq : changes.due_reminders(*today, country.code)) {
      Record::Transaction transaction(record);
      if (const auto change = changes.get(seq))
        owe_alerts(environment, subscribers, outbox, *change, "reminder", now);
      changes.mark_reminded(seq);
      transaction.commit();
    }
  }
}

}  // namespace zakonwatch
