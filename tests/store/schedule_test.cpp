// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schedule.h"

#include "record_fixture.h"

namespace zakonwatch {
namespace {

using ScheduleTest = RecordTest;

TEST_F(ScheduleTest, ASourceNeverSeenIsUnseen) {
  const SourceState state = Schedule(*record_).get(SourceId("lv-likumi"));
  EXPECT_EQ(state.source.value, "lv-likumi");
  EXPECT_EQ(state.health, Health::unseen);
  EXPECT_FALSE(state.next_due);
  EXPECT_TRUE(Schedule(*record_).all().empty());
}

TEST_F(ScheduleTest, AStateIsReplacedWhole) {
  Schedule schedule(*record_);
  SourceState state;
  state.source = SourceId("lv-likumi");
  for (Health health :
       {Health::unseen, Health::fresh, Health::quiet, Health::late, Health::blocked, Health::broken}) {
    state.health = health;
    state.health_since = instant("2026-11-22T00:00:00Z");
    state.cause = "a challenge page";
    state.last_attempt = instant("2026-11-22T01:00:00Z");
    state.last_success = instant("2026-11-21T01:00:00Z");
    state.last_change = instant("2026-11-20T01:00:00Z");
    state.next_due = instant("2026-11-23T04:30:00Z");
    ++state.failures;
    state.running_since = instant("2026-11-22T02:00:00Z");
    state.tripped_at = instant("2026-11-22T02:01:00Z");
    state.outage = true;
    state.usual_gap = std::chrono::hours(30);
    state.told = "broken";
    state.told_at = instant("2026-11-22T02:02:00Z");
    schedule.save(state);
    const SourceState loaded = schedule.get(state.source);
    EXPECT_EQ(loaded.health, health);
    EXPECT_EQ(loaded.health_since, state.health_since);
    EXPECT_EQ(loaded.cause, state.cause);
    EXPECT_EQ(loaded.last_attempt, state.last_attempt);
    EXPECT_EQ(loaded.last_success, state.last_success);
    EXPECT_EQ(loaded.last_change, state.last_change);
    EXPECT_EQ(loaded.next_due, state.next_due);
    EXPECT_EQ(loaded.failures, state.failures);
    EXPECT_EQ(loaded.running_since, state.running_since);
    EXPECT_EQ(loaded.tripped_at, state.tripped_at);
    EXPECT_TRUE(loaded.outage);
    EXPECT_EQ(loaded.usual_gap, state.usual_gap);
    EXPECT_FALSE(loaded.long_gap);
    EXPECT_EQ(loaded.told, state.told);
    EXPECT_EQ(loaded.told_at, state.told_at);
    EXPECT_EQ(zakonwatch::health(to_string(health)), health);
  }
  EXPECT_EQ(schedule.all().size(), 1U);
}

TEST_F(ScheduleTest, AHostIsRememberedBetweenPasses) {
  HostState host = Schedule(*record_).host("https://likumi.lv");
  EXPECT_FALSE(host.robots_fetched);
  host.robots_body = "User-agent: *\r\nDisallow: /\xd0\xb0\n";
  host.robots_status = 200;
  host.robots_fetched = instant("2026-11-22T01:00:00Z");
  host.robots_failing_since = instant("2026-11-21T01:00:00Z");
  host.next_visit = instant("2026-11-22T01:00:05Z");
  host.failures = 3;
  host.why = "connection refused";
  Schedule(*record_).save(host);
  Schedule(*record_).save(host);
  reopen();
  ASSERT_EQ(Schedule(*record_).hosts().size(), 1U);
  const HostState loaded = Schedule(*record_).host("https://likumi.lv");
  EXPECT_EQ(loaded.robots_body, host.robots_body);
  EXPECT_EQ(loaded.robots_status, 200);
  EXPECT_EQ(loaded.robots_fetched, host.robots_fetched);
  EXPECT_EQ(loaded.robots_failing_since, host.robots_failing_since);
  EXPECT_EQ(loaded.next_visit, host.next_visit);
  EXPECT_EQ(loaded.failures, 3);
  EXPECT_EQ(loaded.why, host.why);
}

TEST_F(ScheduleTest, NewsAreKeptInOrderAndTheOldestGo) {
  Schedule schedule(*record_);
  const SourceId source("lv-likumi");
  for (int day = 70; day > 0; --day) schedule.add_news(source, Instant(std::chrono::days(20000 + day)));
  schedule.add_news(source, Instant(std::chrono::days(20070)));  // the same instant once
  schedule.add_news(SourceId("ua-rada"), Instant(std::chrono::days(1)));
  const auto news = schedule.news(source);
  ASSERT_EQ(news.size(), 64U);
  EXPECT_EQ(news.front(), Instant(std::chrono::days(20007)));
  EXPECT_EQ(news.back(), Instant(std::chrono::days(20070)));
  EXPECT_EQ(schedule.news(SourceId("ua-rada")).size(), 1U);
}

TEST_F(ScheduleTest, VisitsAreCountedByDay) {
  Schedule schedule(*record_);
  schedule.count_visits("https://likumi.lv", instant("2026-11-22T23:59:59Z"), 3);
  schedule.count_visits("https://likumi.lv", instant("2026-11-22T00:00:00Z"), 2);
  schedule.count_visits("https://likumi.lv", instant("2026-11-23T00:00:00Z"), 1);
  EXPECT_EQ(schedule.visits_on_day_of("https://likumi.lv", instant("2026-11-22T12:00:00Z")), 5);
  EXPECT_EQ(schedule.visits_on_day_of("https://likumi.lv", instant("2026-11-23T12:00:00Z")), 1);
  EXPECT_EQ(schedule.visits_on_day_of("https://rada.gov.ua", instant("2026-11-23T12:00:00Z")), 0);
}

}  // namespace
}  // namespace zakonwatch
