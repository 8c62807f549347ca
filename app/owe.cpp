// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/owe.h"

#include <algorithm>

#include "app/expressions.h"

namespace zakonwatch {

bool Matcher::matches(const Filter& filter) {
  const bool confirmed = change_.state == ChangeState::confirmed;
  if (!zakonwatch::matches(filter, {change_.country, change_.act.value, &change_.change, confirmed}))
    return false;
  if (filter.query.empty()) return true;
  if (!percolator_) percolator_.emplace(environment_, change_);
  return percolator_->matches(filter.query);
}

namespace {

// Owed to those whom `wanted` names and whom the same news has not reached by another change.
template <typename Wanted>
void owe_to(Environment& environment, Subscribers& subscribers, Outbox& outbox, const RecordedChange& change,
            const std::string& kind, Instant now, ChangeSeq told_before, Wanted wanted) {
  Matcher matcher(environment, change);
  std::vector<SubscriptionId> reached;
  if (told_before) reached = outbox.concerned(told_before);
  for (const Subscription& one : subscribers.all())
    if (one.confirmed && !one.paused && wanted(one.filter) &&
        std::find(reached.begin(), reached.end(), one.id) == reached.end() && matcher.matches(one.filter))
      outbox.owe(one.id, change.seq, kind, now);
}

}  // namespace

void owe_alerts(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                const RecordedChange& change, const std::string& kind, Instant now, ChangeSeq told_before) {
  owe_to(environment, subscribers, outbox, change, kind, now, told_before,
         [](const Filter&) { return true; });
}

void owe_confirmed(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                   const RecordedChange& change, Instant now, ChangeSeq told_before) {
  owe_to(environment, subscribers, outbox, change, "new", now, told_before,
         [](const Filter& filter) { return filter.confirmed_only; });
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
        owe_alerts(environment, subscribers, outbox, *change, "reminder", now, told_before(record, *change));
      changes.mark_reminded(seq);
      transaction.commit();
    }
  }
}

}  // namespace zakonwatch
