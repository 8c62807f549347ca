// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/environment.h"
#include "store/changes.h"
#include "store/outbox.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// Owes a change to every subscription it matches, within the caller's transaction. A member is unique by
// (subscription, change, kind), so that owing twice owes once.
void owe_alerts(Environment& environment, Subscribers& subscribers, Outbox& outbox,
                const RecordedChange& change, const std::string& kind, Instant now);

// Relevant pending changes whose day has come in their country are owed once more, as reminders.
void owe_reminders(Environment& environment, Record& record, Subscribers& subscribers);

}  // namespace zakonwatch
