// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "app/environment.h"
#include "app/percolate.h"
#include "store/changes.h"
#include "store/outbox.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// Owes a change to every subscription it matches, within the caller's transaction. A member is unique by
// (subscription, change, kind), so that owing twice owes once. `told_before`: the change of another
// expression that said the same (app/expressions.h); whom that one concerned is owed nothing more.
void owe_alerts(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                const RecordedChange& change, const std::string& kind, Instant now,
                ChangeSeq told_before = {});

// An analyst has confirmed the change: who wanted only such is owed it now.
void owe_confirmed(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                   const RecordedChange& change, Instant now, ChangeSeq told_before = {});

// Whether a subscription's filter lets a change through, its free query included. Queries are read once per
// change however many subscriptions ask.
class Matcher {
 public:
  Matcher(Environment& environment, const RecordedChange& change)
      : environment_(environment), change_(change) {}
  bool matches(const Filter& filter);

 private:
  Environment& environment_;
  const RecordedChange& change_;
  std::optional<ChangePercolator> percolator_;  // made for the first query there is
};

// Relevant pending changes whose day has come in their country are owed once more, as reminders.
void owe_reminders(Environment& environment, Record& record, Subscribers& subscribers);

}  // namespace zakonwatch
