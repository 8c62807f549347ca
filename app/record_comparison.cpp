// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/record_comparison.h"

#include <algorithm>

#include "app/announced.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::days kNear{60};  // law.md 1.14: acts in force within that time are searched

// Whether a text went or came that may stand in another act. Single sentences come and go by amendment.
bool may_have_moved(const Change& change) {
  const bool went_or_came = change.kind == ChangeKind::repealed || change.kind == ChangeKind::inserted;
  return went_or_came && !change.editorial && change.scope == Scope::subtree;
}

bool lacks_an_act(const Change& change) {
  return !change.editorial && change.attribution.kind == AttributionKind::none;
}

}  // namespace

std::vector<Act> RecordComparison::other_acts(const Act& act, const std::string& country, Date from) {
  std::vector<Act> out;
  const Date until{std::chrono::sys_days(from) + kNear};
  for (const auto& row : versions_.acts(country)) {
    if (row.id == act.id) continue;
    for (const Expression& expression : versions_.expressions(row.id))
      if (expression.language == act.language)
        if (const auto version = versions_.at(expression.id, until)) {
          out.push_back(versions_.load(version->id));
          break;
        }
  }
  return out;
}

ChangeSet RecordComparison::compare(CompareInput input, const std::string& country, Date from) {
  ChangeSet set = zakonwatch::compare(input);
  const auto any = [&](auto predicate) {
    return std::any_of(set.changes.begin(), set.changes.end(), predicate);
  };
  std::vector<Act> others;
  if (any(may_have_moved)) others = other_acts(*input.new_act, country, from);
  for (const Act& other : others) input.others.push_back(&other);
  if (any(lacks_an_act))
    input.amending = announced_on_record(environment_, versions_, country, *input.old_act, from);
  if (input.others.empty() && input.amending.empty()) return set;
  return zakonwatch::compare(input);
}

}  // namespace zakonwatch
