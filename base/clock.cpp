// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <fmt/core.h>
#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include <charconv>
#include <memory>
#include <new>

#include "base/text.h"

namespace zakonwatch {
namespace {

using namespace std::chrono;

// Exactly `digits` decimal digits at `at`.
std::optional<int> number(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return {};
  int value = 0;
  auto [end, error] = std::from_chars(text.data() + at, text.data() + at + digits, value);
  if (error != std::errc() || end != text.data() + at + digits || text[at] == '-') return {};
  return value;
}

std::optional<Date> make_date(int y, int m, int d) {
  const Date date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  if (m < 1 || d < 1 || !date.ok()) return {};
  return date;
}

Result<std::unique_ptr<icu::Calendar>> calendar(const std::string& zone, Instant instant) {
  std::unique_ptr<icu::TimeZone> tz(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  if (!tz) throw std::bad_alloc();  // ICU's own `new` returns nothing where there is no memory
  if (*tz == icu::TimeZone::getUnknown())
    return fail(ErrorKind::config,
                fmt::format("no time zone is called '{}'; use an IANA name such as Europe/Riga", zone));
  UErrorCode status = U_ZERO_ERROR;
  auto result = std::make_unique<icu::GregorianCalendar>(tz.release(), icu::Locale::getRoot(), status);
  if (!result || status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  result->setGregorianChange(-8.64e15, status);  // proleptic Gregorian, as std::chrono has it
  result->setTime(static_cast<double>(instant.time_since_epoch().count()) * 1000.0, status);
  if (U_FAILURE(status))
    return fail(ErrorKind::config, "ICU has no calendar data: is libicu installed whole?");
  return std::unique_ptr<icu::Calendar>(std::move(result));
}

}  // namespace

SystemClock::SystemClock(std::optional<Instant> start) : offset_{0} {
  if (start) offset_ = *start - time_point_cast<seconds>(system_clock::now());
}

Instant SystemClock::now() const { return time_point_cast<seconds>(system_clock::now()) + offset_; }

std::string to_iso(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_rfc3339(Instant instant) {
  const auto midnight = floor<days>(instant);
  const hh_mm_ss time{instant - midnight};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_iso(Date(midnight)), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

Result<Instant> parse_rfc3339(std::string_view text) {
  const auto bad = [&] {
    return fail(ErrorKind::parse, fmt::format("'{}' is not an instant; write 2026-11-22T06:31:04Z", text));
  };
  const auto date = parse_iso_date(text.substr(0, 10));
  if (!date || text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return bad();
  const auto h = number(text, 11, 2), m = number(text, 14, 2), s = number(text, 17, 2);
  if (!h || !m || !s || text[13] != ':' || text[16] != ':' || *h > 23 || *m > 59 || *s > 60) return bad();
  size_t at = 19;
  if (text[at] == '.')
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';) ++at;  // fractions are dropped
  const std::string_view zone = text.substr(at);
  minutes offset{0};
  if (zone != "Z" && zone != "z") {
    const auto zh = number(zone, 1, 2), zm = number(zone, 4, 2);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || !zh || !zm) return bad();
    offset = (hours(*zh) + minutes(*zm)) * (zone[0] == '-' ? -1 : 1);
  }
  return Instant(sys_days(*date)) + hours(*h) + minutes(*m) + seconds(*s) - offset;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const auto y = number(text, 0, 4), m = number(text, 5, 2), d = number(text, 8, 2);
  if (!y || !m || !d) return {};
  return make_date(*y, *m, *d);
}

std::optional<Date> parse_dotted_date(std::string_view text) {
  int part[3] = {0, 0, 0};
  size_t at = 0;
  for (int i = 0; i < 3; ++i) {
    const size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    const auto value = number(text, begin, at - begin);
    if (at == begin || at - begin > 4 || !value) return {};
    part[i] = *value;
    if (i < 2) {
      if (at >= text.size() || text[at] != '.') return {};
      ++at;
      while (at < text.size() && text[at] == ' ') ++at;
    }
  }
  if (part[2] < 1000) return {};
  return make_date(part[2], part[1], part[0]);
}

Result<Date> calendar_date(Instant instant, const std::string& time_zone) {
  auto cal = calendar(time_zone, instant);
  if (!cal) return fail(cal.error());
  UErrorCode status = U_ZERO_ERROR;
  return Date{year((*cal)->get(UCAL_EXTENDED_YEAR, status)),
              month(static_cast<unsigned>((*cal)->get(UCAL_MONTH, status)) + 1),
              day(static_cast<unsigned>((*cal)->get(UCAL_DAY_OF_MONTH, status)))};
}

Result<Instant> next_local_time(Instant after, int hour, int minute, const std::string& time_zone) {
  auto cal = calendar(time_zone, after);
  if (!cal) return fail(cal.error());
  // Of a doubled local time the first, of a skipped one the first instant after the gap.
  (*cal)->setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
  (*cal)->setSkippedWallTimeOption(UCAL_WALLTIME_NEXT_VALID);
  UErrorCode status = U_ZERO_ERROR;
  for (int tries = 0; tries < 4; ++tries) {
    (*cal)->set(UCAL_HOUR_OF_DAY, hour);
    (*cal)->set(UCAL_MINUTE, minute);
    (*cal)->set(UCAL_SECOND, 0);
    (*cal)->set(UCAL_MILLISECOND, 0);
    const auto at = Instant(seconds(static_cast<int64_t>((*cal)->getTime(status) / 1000.0)));
    if (U_SUCCESS(status) && at >= after) return at;
    (*cal)->add(UCAL_DAY_OF_MONTH, 1, status);
  }
  return fail(ErrorKind::config,
              fmt::format("{:02}:{:02} in {} cannot be computed", hour, minute, time_zone));
}

std::optional<seconds> parse_duration(std::string_view text) {
  text = trim(text);
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 9 || digits + 1 != text.size()) return {};
  const seconds value{*number(text, 0, digits)};
  switch (text.back()) {
    case 's':
      return value;
    case 'm':
      return value * 60;
    case 'h':
      return value * 3600;
    case 'd':
      return value * 86400;
    default:
      return {};
  }
}

}  // namespace zakonwatch
