// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/reconcile.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "diff/noise.h"
#include "diff/shingles.h"

namespace zakonwatch {
namespace {

constexpr double kReadsAsOrdered = 0.9;  // of the new wording's words

bool touches(const std::string& target, const std::string& eid) {
  if (eid.empty() || target.empty()) return false;
  return target == eid || eid.rfind(target + "__", 0) == 0 || target.rfind(eid + "__", 0) == 0;
}

bool speaks_of(const Instruction& order, const Change& change) {
  return std::any_of(order.targets.begin(), order.targets.end(), [&](const std::string& target) {
    return (change.old_side && touches(target, change.old_side->eid)) ||
           (change.new_side && touches(target, change.new_side->eid));
  });
}

size_t count(const std::string& text, const std::string& words) {
  size_t out = 0;
  for (size_t at = words.empty() ? std::string::npos : text.find(words); at != std::string::npos;
       at = text.find(words, at + words.size()))
    ++out;
  return out;
}

// One order held against both editions.
class Check {
 public:
  Check(const Instruction& order, const Act& old_act, const Act& new_act, const ChangeSet& changes,
        const FoldRules& rules)
      : order_(order), old_(old_act), new_(new_act), changes_(changes), rules_(rules) {}

  InstructionState run() const {
    if (!order_.problem.empty() || order_.targets.empty()) return InstructionState::unresolved;
    const bool now = holds(new_), then = holds(old_);
    if (now && then && !changed() && !still_to_do()) return InstructionState::before;
    if (now && then && !changed())
      return not_in_force() ? InstructionState::pending : InstructionState::not_yet;
    if (now) return InstructionState::worked_in;
    return not_in_force() ? InstructionState::pending : InstructionState::not_yet;
  }

 private:
  const Instruction& order_;
  const Act &old_, &new_;
  const ChangeSet& changes_;
  FoldRules rules_;

  bool changed() const {
    return std::any_of(changes_.changes.begin(), changes_.changes.end(),
                       [&](const Change& change) { return !change.editorial && speaks_of(order_, change); });
  }

  bool not_in_force() const {
    const auto& edition = new_.dates.version;
    return order_.in_force && edition && *edition < *order_.in_force;
  }

  // "eight is replaced by five" where the new word stands already, for something else, and the old one as
  // well.
  bool still_to_do() const {
    return order_.kind == InstructionKind::replace_words &&
           std::any_of(order_.targets.begin(), order_.targets.end(), [&](const std::string& target) {
             return count(text_at(new_, target), folded(order_.old_words)) > 0;
           });
  }

  std::string text_at(const Act& act, const std::string& eid) const {
    const Provision* there = act.find(eid);
    if (there == nullptr) return {};
    return comparable(act.subtree_text(static_cast<int>(there - act.provisions.data())), rules_);
  }
  bool stands(const Act& act, const std::string& eid) const {
    const Provision* there = act.find(eid);
    return there != nullptr && !there->repealed;
  }

  // The edition reads as ordered. Places that moved meanwhile are found by the change that speaks of them.
  bool holds(const Act& act) const {
    return std::all_of(order_.targets.begin(), order_.targets.end(),
                       [&](const std::string& target) { return holds_at(act, target); });
  }

  bool holds_at(const Act& act, const std::string& target) const {
    const bool newer = &act == &new_;
    switch (order_.kind) {
      case InstructionKind::replace_words:
      case InstructionKind::insert_words:
        return reads(act, target, order_.new_words, newer);
      case InstructionKind::delete_words:
        return stands(act, target) &&
               count(text_at(act, target), folded(order_.old_words)) <
                   std::max<size_t>(1, newer ? count(text_at(old_, target), folded(order_.old_words)) : 1);
      case InstructionKind::insert:
        return order_.part.empty() ? stands(act, target) : restated(act, target);
      case InstructionKind::restate:
        return restated(act, target);
      case InstructionKind::repeal:
        if (!order_.part.empty()) return order_.old_words.empty() ? newer && changed() : gone(act, target);
        return !stands(act, target) || (newer && renumbered_over(target));
      default:
        return newer && changed();
    }
  }

  bool gone(const Act& act, const std::string& target) const {
    return count(text_at(act, target), folded(order_.old_words)) == 0;
  }

  std::string folded(const std::string& words) const { return comparable(words, rules_); }

  bool reads(const Act& act, const std::string& target, const std::string& words, bool newer) const {
    const size_t here = count(text_at(act, target), folded(words));
    return newer ? here > 0 && (here > count(text_at(old_, target), folded(words)) || !changed()) : here > 0;
  }

  // The number is used again by what moved up: "old (4) deleted, (5) printed as (4)".
  bool renumbered_over(const std::string& target) const {
    return std::any_of(changes_.changes.begin(), changes_.changes.end(), [&](const Change& change) {
      return change.kind == ChangeKind::repealed && change.old_side && change.old_side->eid == target;
    });
  }

  bool restated(const Act& act, const std::string& target) const {
    if (order_.new_words.empty()) return &act == &new_ && changed();
    const auto shingles = [&](const std::string& text) {
      Shingles out;
      add_shingles(out, text);
      sort_shingles(out);
      return out;
    };
    return containment(shingles(folded(order_.new_words)), shingles(text_at(act, target))) >= kReadsAsOrdered;
  }
};

}  // namespace

std::string_view to_string(InstructionState state) {
  constexpr std::array<std::string_view, 5> kNames = {"worked_in", "before", "pending", "not_yet",
                                                      "unresolved"};
  return kNames.at(static_cast<size_t>(state));
}

Reconciliation reconcile(const ChangeSet& changes, const Act& old_act, const Act& new_act,
                         const std::vector<AmendingAct>& amending, const FoldRules& rules) {
  Reconciliation out;
  for (const AmendingAct& act : amending)
    for (const Instruction& order : act.instructions)
      out.instructions.push_back({&act, &order, Check(order, old_act, new_act, changes, rules).run()});
  for (const Change& change : changes.changes)
    if (!change.editorial && announced_by(change, amending).empty()) out.unannounced.push_back(&change);
  return out;
}

std::vector<const AmendingAct*> announced_by(const Change& change, const std::vector<AmendingAct>& amending) {
  std::vector<const AmendingAct*> out;
  for (const AmendingAct& act : amending)
    if (std::any_of(act.instructions.begin(), act.instructions.end(),
                    [&](const Instruction& order) { return speaks_of(order, change); }))
      out.push_back(&act);
  return out;
}

}  // namespace zakonwatch
