// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/owe.h"

#include <optional>

#include "app/percolate.h"

namespace zakonwatch {

void owe_alerts(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                const RecordedChange& change, const std::string& kind, Instant now) {
  std::optional<ChangePercolator> percolator;  // made for the first query there is
  for (const Subscription& subscription : subscribers.all()) {
    if (!subscription.confirmed || subscription.paused) continue;
    if (!matches(subscription.filter, {change.country, change.act.value, &change.change})) continue;
    if (!subscription.filter.query.empty()) {
      if (!percolator) percolator.emplace(environment, change);
      if (!percolator->matches(subscription.filter.query)) continue;
    }
    outbox.owe(subscription.id, change.seq, kind, now);
  }
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
