// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wish.h"

#include <fmt/core.h>

#include <array>
#include <cstdio>

#include "base/fault.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr std::array kDays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

[[noreturn]] void refuse(const std::string& option, const std::string& value, const std::string& advice) {
  throw Fault(ErrorKind::usage, fmt::format("--{} {}: {}", option, value, advice));
}

std::vector<std::string> countries_of(Environment& environment, const Wish& wish) {
  std::vector<std::string> out;
  for (const std::string& code : wish.countries) {
    const Country* country = environment.catalogue().country(code);
    if (country == nullptr) refuse("country", code, "`zakonwatch sources list` names the countries");
    out.push_back(country->code);
  }
  return out;
}

template <typename T, typename Read>
std::vector<T> named(const std::vector<std::string>& names, const char* option, Read read,
                     const char* known) {
  std::vector<T> out;
  for (const std::string& name : names) {
    const auto value = read(name);
    if (!value) refuse(option, name, known);
    out.push_back(*value);
  }
  return out;
}

Filter filter_of(Environment& environment, const Wish& wish) {
  for (const std::string& topic : wish.topics)
    if (environment.topics().find(topic) == nullptr) refuse("topic", topic, "there is no such topic");
  if (wish.min_score < 0 || wish.min_score > 1)
    refuse("min-score", fmt::format("{}", wish.min_score), "0 to 1");
  return {
      .countries = countries_of(environment, wish),
      .topics = wish.topics,
      .acts = wish.acts,
      .kinds = named<ChangeKind>(wish.kinds, "kind", change_kind,
                                 "inserted, repealed, amended, renumbered, moved, relocated, interpreted, "
                                 "annulled, announced or stage (of a bill)"),
      .directions = named<Direction>(wish.directions, "direction", direction,
                                     "harsher, lighter, mixed, neutral or unclear"),
      .query = wish.query,
      .min_score = wish.min_score,
      .exclude = wish.exclude,
      .confirmed_only = wish.confirmed_only};
}

int minutes_of(const std::string& text, const char* option) {
  int hour = -1, minute = -1, end = 0;
  const int read = std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &end);
  if (read != 2 || end != static_cast<int>(text.size()) || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    refuse(option, text, "write HH:MM");
  return 60 * hour + minute;
}

int day_of(const std::string& name) {
  for (size_t i = 0; i < kDays.size(); ++i)
    if (to_lower(name) == kDays[i]) return static_cast<int>(i) + 1;
  refuse("on", name, "monday … sunday");
}

std::string clock_words(int minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

template <typename T>
std::vector<std::string> names(const std::vector<T>& values) {
  std::vector<std::string> out;
  for (const T& value : values) out.emplace_back(to_string(value));
  return out;
}

}  // namespace

Subscription subscription_of(Environment& environment, const Wish& wish) {
  const auto rhythm = cadence(wish.every);
  if (!rhythm) refuse("every", wish.every, "immediate, day or week");
  if (auto zone = calendar_date(Instant{}, wish.zone); !zone)
    throw Fault(ErrorKind::usage, zone.error().message);
  const int at = minutes_of(wish.at, "at");
  Subscription out{.label = wish.name.empty() ? "subscription" : wish.name,
                   .filter = filter_of(environment, wish),
                   .cadence = *rhythm,
                   .hour = at / 60,
                   .minute = at % 60,
                   .time_zone = wish.zone,
                   .weekday = day_of(wish.on)};
  if (wish.quiet.empty()) return out;
  const size_t dash = wish.quiet.find('-');
  if (dash == std::string::npos) refuse("quiet", wish.quiet, "write HH:MM-HH:MM, for example 22:00-07:00");
  out.quiet_from = minutes_of(wish.quiet.substr(0, dash), "quiet");
  out.quiet_until = minutes_of(wish.quiet.substr(dash + 1), "quiet");
  return out;
}

std::string attachments_named(const std::vector<std::string>& names) {
  std::string out;
  for (const char* known : {"md", "json"})
    if (std::find(names.begin(), names.end(), known) != names.end())
      out += (out.empty() ? "" : ",") + std::string(known);
  return out;
}

Wish wish_of(const Subscription& s) {
  Wish wish{.name = s.label,
            .query = s.filter.query,
            .every = std::string(to_string(s.cadence)),
            .at = clock_words(60 * s.hour + s.minute),
            .on = kDays[static_cast<size_t>(s.weekday - 1)],
            .zone = s.time_zone,
            .countries = s.filter.countries,
            .topics = s.filter.topics,
            .acts = s.filter.acts,
            .kinds = names(s.filter.kinds),
            .directions = names(s.filter.directions),
            .exclude = s.filter.exclude,
            .min_score = s.filter.min_score,
            .confirmed_only = s.filter.confirmed_only};
  if (s.quiet_from != s.quiet_until)
    wish.quiet = clock_words(s.quiet_from) + "-" + clock_words(s.quiet_until);
  return wish;
}

}  // namespace zakonwatch
