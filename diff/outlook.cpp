// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/outlook.h"

#include <algorithm>
#include <map>

#include "diff/anticipate.h"

namespace zakonwatch {
namespace {

// Orders grouped by the day they come into force: a summary names one date.
std::map<std::optional<Date>, std::vector<const Instruction*>> by_date(
    const std::vector<const Instruction*>& orders) {
  std::map<std::optional<Date>, std::vector<const Instruction*>> out;
  for (const Instruction* order : orders) out[order->in_force].push_back(order);
  return out;
}

void append(ChangeSet& to, ChangeSet from) {
  to.changes.insert(to.changes.end(), std::make_move_iterator(from.changes.begin()),
                    std::make_move_iterator(from.changes.end()));
  to.articles.insert(to.articles.end(), std::make_move_iterator(from.articles.begin()),
                     std::make_move_iterator(from.articles.end()));
}

}  // namespace

bool speaks_of_place(const Instruction& order, const std::string& eid) {
  return std::any_of(order.targets.begin(), order.targets.end(), [&](const std::string& target) {
    return target == eid || eid.starts_with(target + "__") || target.starts_with(eid + "__");
  });
}

Outlook outlook_of(const Act& act, const AmendingAct& amending, const std::vector<const Instruction*>& orders,
                   const AssessmentContext& context) {
  Outlook out{.by = &amending, .set = {}, .left = {}};
  Act standing = act;
  for (const auto& [in_force, group] : by_date(orders)) {
    Anticipated next = anticipate(standing, amending, group);
    out.left.insert(out.left.end(), next.left.begin(), next.left.end());
    next.act.dates.version = in_force;
    append(out.set, compare({.old_act = &standing,
                             .new_act = &next.act,
                             .others = {},
                             .amending = {},
                             .amended_by = amending.act,
                             .assess = context}));
    standing = std::move(next.act);
  }
  return out;
}

}  // namespace zakonwatch
