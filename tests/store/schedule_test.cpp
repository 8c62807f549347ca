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
  EXPECT_EQ(loaded.next_visit, host.next_visit);
  EXPECT_EQ(loaded.failures, 3);
  EXPECT_EQ(loaded.why, host.why);
}

}  // namespace
}  // namespace zakonwatch
