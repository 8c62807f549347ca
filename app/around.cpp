// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/around.h"

#include <fmt/format.h>

#include "app/particulars.h"
#include "base/text.h"
#include "store/surroundings.h"

namespace zakonwatch {
namespace {

constexpr size_t kEarlier = 3, kOtherActs = 12, kRemembered = 10'000;
constexpr size_t kSummary = 120;  // graphemes

std::string line_of(const RecordedChange& change, const std::string& language) {
  const Change& told = change.change;
  const std::string& summary = language == "ru" ? told.summary_ru : told.summary_en;
  return fmt::format("{}: {} ({})", to_iso(change.valid_from),
                     ellipsis(squeeze_space(summary.empty() ? told.side().label : summary), kSummary),
                     change.id);
}

std::string package_key(const RecordedChange& change) {
  const Attribution& by = change.change.attribution;
  return change.act.value + "\n" + by.number + "\n" + (by.date ? to_iso(*by.date) : "");
}

}  // namespace

void Around::forget_what_is_old() {
  const int64_t last = Changes(record_).last_seq();
  if (last == last_seq_ && history_.size() < kRemembered) return;
  last_seq_ = last;
  history_.clear();
  people_.clear();
  package_.clear();
  transitional_.clear();
}

void Around::add_to(DigestItem& item, const RecordedChange& change, const std::string& language) {
  forget_what_is_old();
  const auto [history, is_new] = history_.try_emplace({change.seq.value, language});
  if (is_new)
    for (const RecordedChange& one : earlier_changes(record_, change, kEarlier))
      history->second.push_back(line_of(one, language));
  const auto [package, is_unknown] = package_.try_emplace(package_key(change));
  if (is_unknown) package->second = acts_changed_with(record_, change, kOtherActs);
  item.history = history->second;
  item.package = package->second;
  const auto [people, is_unmet] = people_.try_emplace({change.seq.value, language});
  if (is_unmet) people->second = people_named(environment_, change, language);
  item.people = people->second;
  if (item.source_kind == to_string(SourceKind::bills))
    item.deadlines = deadlines_of(versions_.load(change.new_version), change.first_seen);
  const auto [rules, is_unread] = transitional_.try_emplace(package_key(change));
  if (is_unread) rules->second = transitional_rules(environment_, versions_, change);
  item.transitional = rules->second;
}

}  // namespace zakonwatch
