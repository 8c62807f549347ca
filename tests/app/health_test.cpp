// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/health.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

using std::chrono::hours;

const Instant kNow = *parse_rfc3339("2026-11-23T12:00:00Z");

SourceState answering(hours success, hours change) {
  return {.health = Health::fresh, .last_success = kNow - success, .last_change = kNow - change};
}

TEST(Health, ASourceThatIsSilentForLongerThanItsFileAllowsIsLate) {
  Source source;
  source.schedule = "every 72h";
  source.expect_within = hours(72);
  EXPECT_EQ(health_now(answering(hours(71), hours(71)), source, kNow), Health::fresh);
  EXPECT_EQ(health_now(answering(hours(73), hours(73)), source, kNow), Health::late);
  source.expect_within.reset();  // nobody said how often it should speak
  EXPECT_EQ(health_now(answering(hours(73), hours(73)), source, kNow), Health::fresh);
}

TEST(Health, ThreeIntervalsWithoutASuccessAreLateAndSaySinceWhen) {
  Source source;
  source.schedule = "every 6h";
  EXPECT_EQ(health_now(answering(hours(18), hours(18)), source, kNow), Health::fresh);
  const Standing standing = standing_of(answering(hours(20), hours(20)), source, kNow);
  EXPECT_EQ(standing.health, Health::late);
  EXPECT_EQ(standing.since, kNow - hours(2));
  EXPECT_NE(standing.cause.find("2026-11-22T16:00:00Z"), std::string::npos) << standing.cause;
}

TEST(Health, QuietIsSoundAndNothingNew) {
  Source source;
  EXPECT_EQ(health_now(answering(hours(1), hours(24 * 6)), source, kNow), Health::fresh);
  EXPECT_EQ(health_now(answering(hours(1), hours(24 * 8)), source, kNow), Health::quiet);
  SourceState learned = answering(hours(1), hours(40));
  learned.usual_gap = hours(36);
  EXPECT_EQ(health_now(learned, source, kNow), Health::quiet);
}

TEST(Health, NothingNewForTwiceItsLongGapIsLate) {
  Source source;
  SourceState state = answering(hours(1), hours(24 * 11));
  state.usual_gap = hours(48);
  state.long_gap = hours(24 * 5);
  EXPECT_EQ(health_now(state, source, kNow), Health::late);
  state.last_change = kNow - hours(24 * 9);
  EXPECT_EQ(health_now(state, source, kNow), Health::quiet);
  state.long_gap = hours(1);  // a source of many documents an hour is not late after a night
  state.last_change = kNow - hours(20);
  EXPECT_EQ(health_now(state, source, kNow), Health::fresh);
}

TEST(Health, AGazetteIsLateWithoutDocumentsACodeIsNot) {
  Source source;
  source.expect_within = hours(72);
  source.kind = SourceKind::gazette;
  EXPECT_EQ(health_now(answering(hours(1), hours(73)), source, kNow), Health::late);
  source.kind = SourceKind::consolidated;
  EXPECT_EQ(health_now(answering(hours(1), hours(73)), source, kNow), Health::fresh);
}

TEST(Health, WhatIsBlockedOrBrokenStaysSo) {
  Source source;
  source.expect_within = hours(1);
  for (const Health health : {Health::blocked, Health::broken, Health::unseen})
    EXPECT_EQ(health_now({.health = health, .last_success = kNow - hours(9)}, source, kNow), health);
}

TEST(Health, ARhythmNeedsSixGaps) {
  std::vector<Instant> news;
  for (int i = 0; i < 6; ++i) news.push_back(kNow + i * hours(24));
  EXPECT_FALSE(learn_rhythm(news));
  news.push_back(news.back() + hours(24 * 9));
  const auto rhythm = learn_rhythm(news);
  ASSERT_TRUE(rhythm);
  EXPECT_EQ(rhythm->usual, hours(24));
  EXPECT_EQ(rhythm->long_, hours(24 * 9));
}

TEST(Health, LengthsInWords) {
  EXPECT_EQ(in_words(hours(72)), "3 days");
  EXPECT_EQ(in_words(hours(47)), "47 hours");
  EXPECT_EQ(in_words(std::chrono::minutes(1)), "1 minute");
  EXPECT_EQ(in_words(std::chrono::seconds(5)), "5 seconds");
}

}  // namespace
}  // namespace zakonwatch
