// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/cadence.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

Instant at(const char* text) { return *parse_rfc3339(text); }

std::string next(const Rhythm& rhythm, const char* last) {
  const auto due = next_due(rhythm, at(last));
  return due ? to_rfc3339(*due) : due.error().sentence();
}

// Digests of a year, looked at every hour: exactly one a day, whatever the clocks do.
int digests_in_2026(const Rhythm& rhythm) {
  int count = 0;
  Instant last = at("2025-12-31T22:00:00Z");
  for (Instant now = last; now < at("2026-12-31T22:00:00Z"); now += hours{1}) {
    if (!*is_due(rhythm, last, now)) continue;
    ++count;
    last = now;
  }
  return count;
}

TEST(Cadence, DailyAtLocalTime) {
  const Rhythm rhythm{Cadence::day, 7, 0, "Europe/Kyiv"};
  EXPECT_EQ(next(rhythm, "2026-11-22T04:00:00Z"), "2026-11-22T05:00:00Z");
  EXPECT_EQ(next(rhythm, "2026-11-22T05:00:00Z"), "2026-11-23T05:00:00Z");
  EXPECT_EQ(next(rhythm, "2026-07-01T05:00:00Z"), "2026-07-02T04:00:00Z");
}

TEST(Cadence, OncePerDayThroughClockChanges) {
  // 03:30 is skipped in Kyiv on 2026-03-29 and comes twice on 2026-10-25.
  EXPECT_EQ(digests_in_2026({Cadence::day, 3, 30, "Europe/Kyiv"}), 365);
  EXPECT_EQ(digests_in_2026({Cadence::day, 2, 30, "Europe/Warsaw"}), 365);
  EXPECT_EQ(digests_in_2026({Cadence::day, 7, 0, "Asia/Tashkent"}), 365);
}

TEST(Cadence, WeeklyOnItsDay) {
  const Rhythm monday{Cadence::week, 8, 15, "Asia/Tbilisi"};
  EXPECT_EQ(next(monday, "2026-11-22T12:00:00Z"), "2026-11-23T04:15:00Z");
  EXPECT_EQ(next(monday, "2026-11-23T04:15:00Z"), "2026-11-30T04:15:00Z");
  EXPECT_EQ(digests_in_2026(monday), 52);
  EXPECT_EQ(next({Cadence::week, 8, 15, "UTC", std::chrono::Friday}, "2026-11-22T12:00:00Z"),
            "2026-11-27T08:15:00Z");
}

TEST(Cadence, MissedTimesMakeOneDigest) {
  const Rhythm rhythm{Cadence::day, 7, 0, "UTC"};
  const Instant last = at("2026-11-01T07:00:00Z"), now = at("2026-11-09T12:00:00Z");
  EXPECT_TRUE(*is_due(rhythm, last, now));
  EXPECT_FALSE(*is_due(rhythm, now, now + hours{1}));
}

TEST(Cadence, ImmediateIsAlwaysDue) {
  EXPECT_TRUE(*is_due({Cadence::immediate}, at("2026-11-01T07:00:00Z"), at("2026-11-01T07:00:00Z")));
}

TEST(Cadence, AnUnknownZoneIsAnError) {
  EXPECT_FALSE(is_due({Cadence::day, 7, 0, "Mars/Olympus"}, Instant{}, Instant{seconds{1}}));
}

Subscription quiet(int from, int until, const std::string& zone) {
  return {
      .cadence = Cadence::immediate, .time_zone = zone, .quiet_from = from * 60, .quiet_until = until * 60};
}
bool waits(const Subscription& subscription, const char* when) {
  const auto answer = in_quiet_hours(subscription, *parse_rfc3339(when));
  EXPECT_TRUE(answer);
  return answer.value_or(false);
}

TEST(QuietHours, SpanMidnightAndFollowTheClocksOfTheReader) {
  const Subscription riga = quiet(22, 7, "Europe/Riga");  // summer: UTC+3, from 2026-10-25 01:00 UTC on UTC+2
  EXPECT_FALSE(waits(riga, "2026-10-24T18:59:59Z"));
  EXPECT_TRUE(waits(riga, "2026-10-24T19:00:00Z"));
  EXPECT_TRUE(waits(riga, "2026-10-25T00:59:59Z"));  // 03:59 for the first time
  EXPECT_TRUE(waits(riga, "2026-10-25T04:59:59Z"));
  EXPECT_FALSE(waits(riga, "2026-10-25T05:00:00Z"));  // 07:00, winter
  EXPECT_TRUE(waits(riga, "2026-03-29T03:59:59Z"));   // 06:59, summer again
  EXPECT_FALSE(waits(riga, "2026-03-29T04:00:00Z"));
  const Subscription noon = quiet(12, 14, "UTC");
  EXPECT_TRUE(waits(noon, "2026-01-01T13:00:00Z"));
  EXPECT_FALSE(waits(noon, "2026-01-01T14:00:00Z"));
  EXPECT_FALSE(waits(quiet(7, 7, "UTC"), "2026-01-01T07:00:00Z")) << "none";
  EXPECT_FALSE(in_quiet_hours(quiet(1, 2, "Mars/Olympus"), Instant{}));
}

}  // namespace
}  // namespace zakonwatch
