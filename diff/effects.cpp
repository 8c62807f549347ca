// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/effects.h"

#include <algorithm>
#include <utility>

#include "diff/direction.h"
#include "diff/effects_penalty.h"

namespace zakonwatch {
namespace {

using Penalties = std::vector<Penalty>;

Effect effect_of(const Wording& wording, const Penalty* before, const Penalty* after,
                 const Judgement& judged) {
  Effect effect;
  const Penalty& any = after != nullptr ? *after : *before;
  effect.kind = any.kind;
  effect.where = wording.where;
  if (before != nullptr) effect.old_value = value_of(*before), effect.old_evidence = before->words;
  if (after != nullptr) effect.new_value = value_of(*after), effect.new_evidence = after->words;
  effect.direction = judged.direction;
  effect.reason = judged.reason;
  return effect;
}

// Equal readings leave both lists, in order; what remains is what changed.
void drop_equal(std::vector<const Penalty*>& before, std::vector<const Penalty*>& after) {
  for (size_t i = 0; i < before.size();) {
    const auto same =
        std::find_if(after.begin(), after.end(), [&](const Penalty* p) { return p->same_value(*before[i]); });
    if (same == after.end()) {
      ++i;
      continue;
    }
    after.erase(same);
    before.erase(before.begin() + static_cast<long>(i));
  }
}

std::vector<const Penalty*> pointers(const Penalties& penalties) {
  std::vector<const Penalty*> out;
  for (const Penalty& penalty : penalties) out.push_back(&penalty);
  return out;
}

bool pairs(const Penalty& a, const Penalty& b) {
  return a.same_kind(b) && a.administrative == b.administrative;
}

void add_liability(const Wording& wording, const Penalties& before, const Penalties& after,
                   const LanguageProfile& profile, std::vector<Effect>& out) {
  if (!wording.before || !wording.after) return;  // a new or lost rule is judged by its sanction
  const Liability old = liability_of(*wording.before, before, profile),
                  fresh = liability_of(*wording.after, after, profile);
  const std::string &from = old.rung, &to = fresh.rung;
  if (from == to || from == "none" || to == "none") return;
  const Judgement judged = compare_liability(from, to);
  Effect effect;
  effect.kind = "liability";
  effect.where = wording.where;
  effect.direction = judged.direction;
  effect.reason = judged.reason;
  effect.new_value = EffectValue{{"from", from}, {"to", to}};
  effect.old_evidence = old.words;
  effect.new_evidence = fresh.words;
  out.push_back(std::move(effect));
}

}  // namespace

std::vector<Effect> penalty_effects(const Wording& wording, const LanguageProfile& profile) {
  const Penalties before = wording.before ? read_penalties(*wording.before, profile) : Penalties();
  const Penalties after = wording.after ? read_penalties(*wording.after, profile) : Penalties();
  auto gone = pointers(before), come = pointers(after);
  drop_equal(gone, come);
  std::vector<Effect> out;
  add_liability(wording, before, after, profile, out);
  const auto unread = [&](const Penalty& penalty, const std::optional<std::string>& text,
                          const Penalties& read) {
    return text && has_unread(penalty.kind, *text, read, profile);
  };
  const Judgement cannot_tell{Direction::unclear, "partial_text"};
  for (const Penalty* old : gone) {
    const auto partner =
        std::find_if(come.begin(), come.end(), [&](const Penalty* p) { return pairs(*p, *old); });
    if (partner == come.end()) {
      out.push_back(effect_of(wording, old, nullptr,
                              unread(*old, wording.after, after) ? cannot_tell : judge_dropped(*old, after)));
      continue;
    }
    out.push_back(effect_of(wording, old, *partner, compare_terms(*old, **partner)));
    come.erase(partner);
  }
  for (const Penalty* fresh : come)
    out.push_back(effect_of(wording, nullptr, fresh, judge_added(*fresh, before)));
  return out;
}

std::vector<Effect> read_effects(const Wording& wording, const AssessmentContext& context) {
  std::vector<Effect> out = penalty_effects(wording, *context.profile);
  add_gravity(wording, context, out);
  const auto take = [&](std::vector<Effect> more) {
    out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  take(threshold_effects(wording, context));
  if (out.empty()) take(scope_effects(wording, context));
  take(rule_effects(wording, context, !out.empty()));
  return out;
}

namespace {

// Every provision of a subtree that has text of its own.
void add_subtree(const Act& act, const std::string& eid, bool inserted, std::vector<Wording>& out) {
  const Provision* top = act.find(eid);
  if (top == nullptr) return;
  const int first = static_cast<int>(top - act.provisions.data());
  const int end = act.subtree_end(first);
  for (int i = first; i < end; ++i) {
    const Provision& part = act.provisions[static_cast<size_t>(i)];
    if (part.text.empty()) continue;
    Wording wording{part.eid, {}, {}};
    (inserted ? wording.after : wording.before) = part.text;
    out.push_back(std::move(wording));
  }
}

}  // namespace

std::vector<Wording> wordings_of(const Change& change, const Act& old_act, const Act& new_act) {
  std::vector<Wording> out;
  const bool gone = change.kind == ChangeKind::repealed && change.old_side;
  const bool come = change.kind == ChangeKind::inserted && change.new_side;
  if ((gone || come) && change.scope == Scope::own) {  // its parts have changes of their own
    const std::string& text = come ? change.new_side->text : change.old_side->text;
    Wording wording{come ? change.new_side->eid : change.old_side->eid, {}, {}};
    (come ? wording.after : wording.before) = text;
    if (!text.empty()) out.push_back(std::move(wording));
  } else if (come) {
    add_subtree(new_act, change.new_side->eid, true, out);
    if (out.empty()) out.push_back({change.new_side->eid, {}, change.new_side->text});
  } else if (gone) {
    add_subtree(old_act, change.old_side->eid, false, out);
    if (out.empty()) out.push_back({change.old_side->eid, change.old_side->text, {}});
  } else if (change.old_side && change.new_side) {
    out.push_back({change.new_side->eid, change.old_side->text, change.new_side->text});
  }
  return out;
}

}  // namespace zakonwatch
