// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(Clock, InstantsAreReadInAnyOffsetAndWrittenInUtc) {
  EXPECT_EQ(to_rfc3339(*parse_rfc3339("2026-11-22T08:31:04+02:00")), "2026-11-22T06:31:04Z");
  EXPECT_EQ(to_rfc3339(*parse_rfc3339("2026-11-22T06:31:04.250Z")), "2026-11-22T06:31:04Z");
  for (const auto* bad : {"", "2026-11-22", "2026-11-22T06:31", "2026-13-01T00:00:00Z",
                          "2026-11-22T25:00:00Z", "2026-11-22T06:31:04"})
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
}

TEST(Clock, CalendarDatesAreValidDates) {
  EXPECT_EQ(to_iso(*parse_iso_date("2024-02-29")), "2024-02-29");
  EXPECT_FALSE(parse_iso_date("2023-02-29"));
  EXPECT_FALSE(parse_iso_date("2023-2-9"));
  EXPECT_EQ(to_iso(*parse_dotted_date("13.12.2012.")), "2012-12-13");
  EXPECT_EQ(to_iso(*parse_dotted_date("1.4.2013")), "2013-04-01");
  EXPECT_FALSE(parse_dotted_date("31.02.2012"));
  EXPECT_FALSE(parse_dotted_date("13.12.12"));
}

TEST(Clock, ALegalDateIsTheCountrysOwn) {
  const Instant late = *parse_rfc3339("2026-11-22T22:30:00Z");
  EXPECT_EQ(to_iso(*calendar_date(late, "Europe/Riga")), "2026-11-23");
  EXPECT_EQ(to_iso(*calendar_date(late, "UTC")), "2026-11-22");
  EXPECT_EQ(to_iso(*calendar_date(late, "Asia/Almaty")), "2026-11-23");
  EXPECT_FALSE(calendar_date(late, "Europe/Nowhere"));
}

TEST(Clock, Durations) {
  EXPECT_EQ(parse_duration("5s"), std::chrono::seconds(5));
  EXPECT_EQ(parse_duration("3d"), std::chrono::hours(72));
  for (const auto* bad : {"", "s", "5", "5 s", "-5s", "5w", "9999999999s"})
    EXPECT_FALSE(parse_duration(bad)) << bad;
}

}  // namespace
}  // namespace zakonwatch
