// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/health.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(Health, ASourceThatIsSilentForTooLongIsLate) {
  const Instant now = *parse_rfc3339("2026-11-23T12:00:00Z");
  Source source;
  source.expect_within = std::chrono::hours(72);
  SourceState state{.health = Health::fresh, .last_success = now - std::chrono::hours(71)};
  EXPECT_EQ(health_now(state, source, now), Health::fresh);
  state.last_success = now - std::chrono::hours(73);
  EXPECT_EQ(health_now(state, source, now), Health::late);
  source.expect_within.reset();  // nobody said how often it should speak
  EXPECT_EQ(health_now(state, source, now), Health::fresh);
}

TEST(Health, WhatIsBlockedOrBrokenStaysSo) {
  const Instant now = *parse_rfc3339("2026-11-23T12:00:00Z");
  Source source;
  source.expect_within = std::chrono::hours(1);
  for (const Health health : {Health::blocked, Health::broken, Health::unseen})
    EXPECT_EQ(health_now({.health = health, .last_success = now - std::chrono::hours(9)}, source, now),
              health);
}

}  // namespace
}  // namespace zakonwatch
