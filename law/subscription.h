// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "law/change.h"
#include "law/ids.h"

namespace zakonwatch {

enum class Cadence { immediate, day, week };
std::string_view to_string(Cadence cadence);
std::optional<Cadence> cadence(std::string_view name);

// What a subscriber wants to hear of. Empty lists mean "any".
struct Filter {
  std::vector<std::string> countries;  // ISO codes, upper case
  std::vector<std::string> topics;
  std::vector<std::string> acts;  // act ids
  std::vector<ChangeKind> kinds;
  std::vector<Direction> directions;
  std::string query;  // free search terms; empty = none
  double min_score = kRelevant;
  std::vector<std::string> exclude;  // beginnings of words: a provision or heading that holds one is left out
  bool confirmed_only = false;       // only what an analyst has confirmed
};

struct Subscription {
  SubscriptionId id;
  std::string subscriber;  // opaque id of the person
  std::string label;
  Filter filter;
  Cadence cadence = Cadence::day;
  int hour = 7, minute = 0;  // local time of daily and weekly digests
  std::string time_zone = "UTC";
  int weekday = 1;  // of weekly digests: 1 Monday … 7 Sunday
  // Minutes after local midnight between which immediate mail waits; equal: no quiet hours.
  int quiet_from = 0, quiet_until = 0;
  bool paused = false;
  bool confirmed = false;  // a pending address gets nothing but the confirmation
};

// What matching needs to know of a change.
struct MatchInput {
  std::string country;
  std::string act;
  const Change* change = nullptr;
  bool confirmed = false;  // by an analyst
};
// Every filter but the free query, which the index's percolator judges.
bool matches(const Filter& filter, const MatchInput& input);

std::string filter_to_json(const Filter& filter);
Result<Filter> filter_from_json(std::string_view json);

}  // namespace zakonwatch
