// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/schedule_rule.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "tests/places.h"

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

TEST(ScheduleRule, SeveralTimesADayAndSeveralRules) {
  EXPECT_EQ(due("daily 07:30, 19:30", "2026-11-23T06:00:00Z"), "2026-11-23T17:30:00Z");
  EXPECT_EQ(due("daily 19:30,07:30", "2026-11-23T17:30:00Z"), "2026-11-24T05:30:00Z");
  EXPECT_EQ(due("weekdays 08:00,13:00; sat 10:00", "2026-11-27T12:00:00Z"), "2026-11-28T08:00:00Z");
  EXPECT_EQ(due("mon, thu 09:00", "2026-11-23T08:00:00Z"), "2026-11-26T07:00:00Z");
}

TEST(ScheduleRule, WhatFallsIntoAClosedTimeWaitsForItsEnd) {
  EXPECT_EQ(due("every 2h except 22:00-06:00", "2026-11-23T17:00:00Z"), "2026-11-23T19:00:00Z");
  EXPECT_EQ(due("every 2h except 22:00-06:00", "2026-11-23T18:00:00Z"), "2026-11-24T04:00:00Z");  // 22:00
  EXPECT_EQ(due("every 2h except 22:00-06:00", "2026-11-23T22:00:00Z"), "2026-11-24T04:00:00Z");
  EXPECT_EQ(due("every 2h except 22:00-06:00", "2026-11-24T02:00:00Z"), "2026-11-24T04:00:00Z");  // 06:00
  EXPECT_EQ(due("every 2h except 12:00-13:00", "2026-11-23T08:30:00Z"), "2026-11-23T11:00:00Z");
  // Saturday 12:00 falls on two closed days; Monday begins inside a closed night.
  EXPECT_EQ(due("every 6h except sat, sun", "2026-11-28T04:00:00Z"), "2026-11-29T22:00:00Z");
  EXPECT_EQ(due("every 6h except sat, sun, 22:00-05:00", "2026-11-28T04:00:00Z"), "2026-11-30T03:00:00Z");
  EXPECT_EQ(due("daily 03:00 except 00:00-05:00", "2026-11-23T00:00:00Z"), "2026-11-23T03:00:00Z");
}

TEST(ScheduleRule, EveryDayOfAYearHasItsTimeOnceInEveryZoneOfTheRegion) {
  for (const std::string zone :
       {"Europe/Riga", "Europe/Kyiv", "Europe/Chisinau", "Asia/Tashkent", "Europe/Belgrade"})
    for (const std::string rule :
         {"daily 00:00", "daily 02:30", "daily 03:00", "daily 03:30", "daily 23:59"}) {
      Instant at = *parse_rfc3339("2025-12-31T12:00:00Z");
      std::chrono::sys_days day = *calendar_date(*next_due(rule, at, zone), zone);
      for (int i = 0; i < 366; ++i, day += std::chrono::days(1)) {
        at = *next_due(rule, at, zone);
        ASSERT_EQ(std::chrono::sys_days(*calendar_date(at, zone)), day) << zone << " " << rule;
      }
    }
}

TEST(ScheduleRule, TheUsualIntervalIsTheAverage) {
  const auto hours = [](const char* rule) {
    return ScheduleRule::parse(rule)->usual_interval() / std::chrono::hours(1);
  };
  EXPECT_EQ(hours("every 6h"), 6);
  EXPECT_EQ(hours("daily 07:30"), 24);
  EXPECT_EQ(hours("daily 07:30,19:30"), 12);
  EXPECT_EQ(hours("mon 07:30"), 168);
}

// Rows of ccronexpr's next-time suite that say what our rules can say: seconds 0, plain minutes and hours,
// any day of any month, and weekdays.
TEST(ScheduleRule, AgreesWithCronWhereCronSaysTheSame) {
  std::ifstream rows(corpus_folder() + "/conformance/cron/ccronexpr/calls.txt");
  if (!rows) GTEST_SKIP() << "the corpus is not here";
  const std::regex form(
      R"re(check_next\("0 (\d+) (\d+|\*) (?:\*|\?) \* (\*|\?|MON-FRI)",\s*"([\d-]+)_([\d:]+)",\s*"([\d-]+)_([\d:]+)"\).*)re");
  int compared = 0;
  for (std::string row; std::getline(rows, row);) {
    std::smatch m;
    if (!std::regex_match(row, m, form)) continue;
    const std::string day = m[3] == "MON-FRI" ? "weekdays" : "daily";
    std::string times;
    for (int hour = 0; hour < 24; ++hour)
      if (m[2] == "*" || std::stoi(m[2]) == hour)
        times += fmt::format("{}{:02}:{:02}", times.empty() ? "" : ",", hour, std::stoi(m[1]));
    EXPECT_EQ(due(day + " " + times, m[4].str() + "T" + m[5].str() + "Z", "UTC"),
              m[6].str() + "T" + m[7].str() + "Z")
        << row;
    ++compared;
  }
  EXPECT_GE(compared, 16);
}

TEST(ScheduleRule, WhatIsNotUnderstoodIsRefused) {
  for (const auto* rule :
       {"", "sometimes", "every 5s", "every", "daily 25:00", "daily 7:30", "mon,xyz 07:30", "daily 07:30,",
        "daily", "mon,thu", "every 6h except", "every 6h except 22:00", "every 6h except x",
        "every 6h except 10:00-10:00", "every 6h except 00:00-12:00, 11:00-00:00",
        "every 6h except sun,mon,tue,wed,thu,fri,sat", "every 6h;daily 07:30", "every 99999999d"})
    EXPECT_EQ(due(rule, "2026-11-23T01:00:00Z").substr(0, 6), "error:") << rule;
  EXPECT_EQ(due("daily 07:30", "2026-11-23T01:00:00Z", "Mars/Olympus").substr(0, 6), "error:");
}

}  // namespace
}  // namespace zakonwatch
