// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/point_in_time.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/announced.h"
#include "base/fault.h"

namespace zakonwatch {

std::unique_ptr<Record> open_record_if_any(Environment& environment) {
  const auto file = environment.state() / "record.db";
  return std::filesystem::exists(file) ? Record::open(file, Record::Mode::read_only) : nullptr;
}

std::unique_ptr<Record> open_record_for_reading(Environment& environment) {
  if (auto record = open_record_if_any(environment)) return record;
  throw Fault(ErrorKind::not_found, fmt::format("{} holds no record yet; `zakonwatch crawl` begins one",
                                                environment.state().string()));
}

PointInTime::PointInTime(Environment& environment)
    : record_(open_record_for_reading(environment)), versions_(*record_) {}
PointInTime::~PointInTime() = default;

std::vector<Version> PointInTime::versions(const ActId& act) {
  std::vector<Version> out;
  for (const Expression& expression : versions_.expressions(act)) {
    const auto more = versions_.of(expression.id);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

std::optional<Version> PointInTime::version_at(const ActId& act, Date date) {
  for (const Expression& expression : versions_.expressions(act))
    if (auto version = versions_.at(expression.id, date)) return version;
  return {};
}

std::vector<AmendingAct> PointInTime::announced(Environment& environment, const Act& act,
                                                const std::string& until) {
  const auto day = parse_iso_date(until);
  if (!day || act.id.empty()) return {};
  std::string country = act.id.value.substr(0, 2);
  std::transform(country.begin(), country.end(), country.begin(),
                 [](char c) { return static_cast<char>(c - 32); });
  return announced_on_record(environment, versions_, country, act, *day);
}

Act PointInTime::edition(const std::string& act, const std::string& date) {
  const auto day = parse_iso_date(date);
  if (!day) throw Fault(ErrorKind::usage, fmt::format("'{}' is no date; write YYYY-MM-DD", date));
  const ActId id(act);
  if (const auto version = version_at(id, *day)) return versions_.load(version->id);
  std::string known;
  for (const Version& version : versions(id)) known += " " + to_iso(version.valid_from);
  throw Fault(ErrorKind::not_found,
              known.empty()
                  ? fmt::format("no act '{}' is on record", act)
                  : fmt::format("{}: no edition holds on {}; editions begin on{}", act, date, known));
}

}  // namespace zakonwatch
