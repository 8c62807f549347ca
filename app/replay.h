// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/environment.h"
#include "store/changes.h"

namespace zakonwatch {

// What today's subscriptions would be sent of the past. Nothing is written and nothing is sent.
enum class ReplayFrom {
  record,   // the changes as they were recorded: what today's subscriptions make of them
  archive,  // the archived pages read and compared anew: what today's parser and lexicon make of them
};

struct ReplayedAlert {
  RecordedChange change;  // without an id where the record does not know it
  bool told = false;      // this subscription was told of it, or is about to be
};
struct ReplayedSubscription {
  SubscriptionId id;
  std::string label;
  std::vector<ReplayedAlert> alerts;   // in the order of the record
  std::vector<std::string> not_again;  // ids of changes it was told of and would not be today
};
struct Replay {
  size_t changes = 0;  // looked at
  std::vector<std::string>
      unreadable;  // sentences: versions that cannot be derived anew; as recorded instead
  std::vector<ReplayedSubscription> subscriptions;  // in order of creation; confirmed, not paused
};
Replay replay_alerts(Environment& environment, Instant since, ReplayFrom from);

std::string replay_text(const Replay& replay);
std::string replay_json(const Replay& replay, Instant since, ReplayFrom from);

}  // namespace zakonwatch
