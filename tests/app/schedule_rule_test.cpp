// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/schedule_rule.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

std::string due(std::string_view rule, std::string_view after, const std::string& zone = "Europe/Riga") {
  const auto next = next_due(rule, *parse_rfc3339(after), zone);
  return next ? to_rfc3339(*next) : "error: " + next.error().message;
}

TEST(ScheduleRule, Intervals) { EXPECT_EQ(due("every 6h", "2026-11-23T01:00:00Z"), "2026-11-23T07:00:00Z"); }

TEST(ScheduleRule, DailyAtTheCountrysTime) {
  EXPECT_EQ(due("daily 06:30", "2026-11-23T01:00:00Z"), "2026-11-23T04:30:00Z");  // UTC+2 in winter
  EXPECT_EQ(due("daily 06:30", "2026-07-01T01:00:00Z"), "2026-07-01T03:30:00Z");  // UTC+3 in summer
  EXPECT_EQ(due("daily 06:30", "2026-11-23T04:30:00Z"), "2026-11-24T04:30:00Z");  // strictly after
}

TEST(ScheduleRule, WeekdaysAndNamedDays) {
  EXPECT_EQ(due("weekdays 07:30", "2026-11-20T12:00:00Z"), "2026-11-23T05:30:00Z");  // Friday -> Monday
  EXPECT_EQ(due("tue,sat 10:00", "2026-11-23T12:00:00Z"), "2026-11-24T08:00:00Z");
}

TEST(ScheduleRule, ATimeThatTheClockChangeSkipsComesOnce) {
  // Riga, 2026-03-29: 03:00 becomes 04:00.
  EXPECT_EQ(due("daily 03:30", "2026-03-28T23:00:00Z"), "2026-03-29T01:00:00Z");
  EXPECT_EQ(due("daily 03:30", "2026-03-29T01:00:00Z"), "2026-03-30T00:30:00Z");
}

TEST(ScheduleRule, ADoubledTimeComesOnce) {
  // Riga, 2026-10-25: 04:00 becomes 03:00, so 03:30 is shown twice.
  EXPECT_EQ(due("daily 03:30", "2026-10-24T12:00:00Z"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(due("daily 03:30", "2026-10-25T00:30:00Z"), "2026-10-26T01:30:00Z");
}

TEST(ScheduleRule, WhatIsNotUnderstoodIsRefused) {
  for (const auto* rule :
       {"", "sometimes", "every 5s", "every", "daily 25:00", "daily 7:30", "mon,xyz 07:30"})
    EXPECT_EQ(due(rule, "2026-11-23T01:00:00Z").substr(0, 6), "error:") << rule;
  EXPECT_EQ(due("daily 07:30", "2026-11-23T01:00:00Z", "Mars/Olympus").substr(0, 6), "error:");
}

}  // namespace
}  // namespace zakonwatch
