// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/source.h"
#include "store/schedule.h"

namespace zakonwatch {

// How a source stands at an instant:
//   fresh    it answers, and brought something new within its usual gap
//   quiet    it answers, and has nothing new
//   late     no pass has succeeded for three of its intervals or for longer than its file allows; or nothing
//            new has come for twice as long as nine of ten of its gaps last
//   blocked  a challenge wall or refusal
//   broken   it fails, or what it serves is not what it should be
struct Standing {
  Health health = Health::unseen;
  std::optional<Instant> since;
  std::string cause;  // a sentence; empty when all is well
};
Standing standing_of(const SourceState& state, const Source& source, Instant now);
inline Health health_now(const SourceState& state, const Source& source, Instant now) {
  return standing_of(state, source, now).health;
}
inline bool needs_the_operator(Health health) {
  return health == Health::late || health == Health::blocked || health == Health::broken;
}

// What the instants at which a source brought something say of its rhythm: nothing until there are six gaps.
struct SourceRhythm {
  std::chrono::seconds usual{0}, long_{0};  // the median gap, and the one that nine of ten do not reach
};
std::optional<SourceRhythm> learn_rhythm(const std::vector<Instant>& news);

// "3 days", "26 hours", "40 minutes": for people.
std::string in_words(std::chrono::seconds length);

}  // namespace zakonwatch
