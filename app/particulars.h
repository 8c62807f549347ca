// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "alerts/digest.h"
#include "app/environment.h"
#include "store/changes.h"
#include "store/versions.h"

namespace zakonwatch {

// The groups of topics.toml whose concepts stand in the changed provision, before or after, with the first
// words that say so: "minors (“неповнолітніх”)".
std::vector<std::string> people_named(Environment& environment, const RecordedChange& change,
                                      const std::string& language);

// What a bill's page announces for the days after `seen`, and steps that are dated then; soonest first.
std::vector<DigestItem::Deadline> deadlines_of(const Act& bill, Instant seen);

// The transitional rules of the act that made the change: where the consolidated page prints them, else those
// of the act itself where a gazette's text of it is on record. Empty where neither is.
std::vector<std::string> transitional_rules(Environment& environment, Versions& versions,
                                            const RecordedChange& change);

}  // namespace zakonwatch
