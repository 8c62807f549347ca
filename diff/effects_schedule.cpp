// SPDX-License-Identifier: GPL-3.0-or-later
// Substances that enter or leave a list (declared in diff/effects.h). A row is known by its substance, not by
// its number. The first appearance of a list's body is text becoming available, not scheduling; a name that
// leaves may stand in another act, so it is never called lighter.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "diff/effects.h"
#include "diff/regime.h"
#include "diff/substance_list.h"

namespace zakonwatch {
namespace {

constexpr size_t kListLines = 3;  // lines that make a provision's text a list

std::string schedule_name(const Provision& list) {
  if (list.heading && !list.heading->empty()) return *list.heading;
  return list.label.empty() ? "unknown" : list.label;
}

// The part of an annex that an item stands in: one annex may hold several lists.
const Provision* sublist_of(const Act& act, int index) {
  if (list_of(act, index) == nullptr) return nullptr;
  int i = act.provisions[static_cast<size_t>(index)].parent;
  while (i >= 0 && is_list_item(act.provisions[static_cast<size_t>(i)].type))
    i = act.provisions[static_cast<size_t>(i)].parent;
  return i < 0 ? nullptr : &act.provisions[static_cast<size_t>(i)];
}

// The lists that each name stands in.
using Listed = std::map<std::string, std::set<const Provision*>>;
Listed listed_names(const Act& act) {
  Listed out;
  for (size_t i = 0; i < act.provisions.size(); ++i) {
    const Provision& item = act.provisions[i];
    const Provision* list = is_list_item(item.type) ? sublist_of(act, static_cast<int>(i)) : nullptr;
    if (list == nullptr) continue;
    for (const auto line : lines(item.text)) out[normalised_name(tidy_name(line))].insert(list);
    for (const auto& cell : item.cells) out[normalised_name(tidy_name(cell))].insert(list);
  }
  return out;
}

// A list as one of two acts prints it.
struct Place {
  const Act& act;
  const Provision& list;
};

std::optional<Place> place_of(const Act& act, int item) {
  const Provision* list = sublist_of(act, item);
  if (list == nullptr) return {};
  return Place{act, *list};
}

EffectValue entry_value(const std::string& substance, const Place& place, const char* action,
                        const LanguageProfile& profile) {
  const std::string regime = regime_of(place.act, place.list, profile);
  EffectValue value;
  value["substance"] = substance;
  value["schedule"] = schedule_name(place.list);
  value["regime"] = regime.empty() ? EffectField() : EffectField(regime);
  value["action"] = std::string(action);
  return value;
}

// A substance that joins a list or leaves it; both sides where it goes from one list to another.
Effect entry(const std::string& where, const std::string& substance, const std::optional<Place>& from,
             const std::optional<Place>& to, const LanguageProfile& profile) {
  Effect effect;
  effect.kind = "schedule_entry";
  effect.where = where;
  const char* action = from && to ? "moved" : to ? "added" : "removed";
  if (from)
    effect.old_value = entry_value(substance, *from, action, profile), effect.old_evidence = substance;
  if (to) effect.new_value = entry_value(substance, *to, action, profile), effect.new_evidence = substance;
  if (from && to) {
    const auto judged =
        compare_regimes(regime_of(from->act, from->list, profile), regime_of(to->act, to->list, profile));
    effect.direction = judged.direction;
    effect.reason = judged.reason;
  } else if (to) {
    effect.direction = Direction::harsher;
  } else {
    effect.reason = "possibly_relocated";
  }
  return effect;
}

bool had_entries(const Act& act, const std::string& list_eid) {
  const Provision* list = act.find(list_eid);
  if (list == nullptr) return false;
  const int first = static_cast<int>(list - act.provisions.data());
  for (int i = first + 1; i < act.subtree_end(first); ++i)
    if (is_list_item(act.provisions[static_cast<size_t>(i)].type)) return true;
  return lines(list->text).size() >= kListLines;
}

// The items of a subtree that stands in one act only; in the other a name may stand in another list.
void add_items(const Act& act, const Act& other, const std::string& eid, bool added,
               const LanguageProfile& profile, std::vector<Effect>& out) {
  const Provision* top = act.find(eid);
  if (top == nullptr) return;
  const int first = static_cast<int>(top - act.provisions.data());
  const Provision* list = list_of(act, first);
  if (list == nullptr || !is_list_item(top->type) || !had_entries(other, list->eid)) return;
  const Listed there = listed_names(other);
  for (int i = first; i < act.subtree_end(first); ++i) {
    const Provision& item = act.provisions[static_cast<size_t>(i)];
    const std::string substance = substance_of(item);
    const std::optional<Place> own = place_of(act, i), nowhere;
    if (substance.empty() || !own) continue;
    const auto known = there.find(normalised_name(substance));
    if (known == there.end()) {
      out.push_back(entry(item.eid, substance, added ? nowhere : own, added ? own : nowhere, profile));
      continue;
    }
    const Place elsewhere{other, **known->second.begin()};
    out.push_back(added ? entry(item.eid, substance, elsewhere, own, profile)
                        : entry(item.eid, substance, own, elsewhere, profile));
  }
}

// A list printed as one text: the lines that came and went.
void add_lines(const Change& change, const Act& old_act, const Act& new_act, const LanguageProfile& profile,
               std::vector<Effect>& out) {
  const Provision *item = new_act.find(change.new_side->eid), *old_item = old_act.find(change.old_side->eid);
  if (item == nullptr || old_item == nullptr) return;
  const auto list_at = [](const Act& act, const Provision& at) {
    const bool itself = at.type == ProvisionType::annex || at.type == ProvisionType::doc;
    const Provision* list = list_of(act, static_cast<int>(&at - act.provisions.data()));
    return list == nullptr && itself ? &at : list;
  };
  const Provision *list = list_at(new_act, *item), *old_list = list_at(old_act, *old_item);
  const auto before = lines(change.old_side->text), after = lines(change.new_side->text);
  if (list == nullptr || old_list == nullptr || before.size() < kListLines) return;
  const auto names = [](const std::vector<std::string_view>& all) {
    std::set<std::string> known;
    for (const auto line : all) known.insert(normalised_name(tidy_name(line)));
    return known;
  };
  const auto old_names = names(before), new_names = names(after);
  const auto add = [&](const std::vector<std::string_view>& from, const std::set<std::string>& there,
                       bool added) {
    for (const auto line : from) {
      const std::string name = tidy_name(line);
      if (name.empty() || name.size() > kNameLimit || there.contains(normalised_name(name))) continue;
      out.push_back(added ? entry(change.new_side->eid, name, {}, Place{new_act, *list}, profile)
                          : entry(change.new_side->eid, name, Place{old_act, *old_list}, {}, profile));
    }
  };
  add(after, old_names, true);
  add(before, new_names, false);
}

// An item that stands in another list now: the same words, another regime.
void add_move(const Change& change, const Act& old_act, const Act& new_act, const LanguageProfile& profile,
              std::vector<Effect>& out) {
  const Provision *before = old_act.find(change.old_side->eid), *after = new_act.find(change.new_side->eid);
  if (before == nullptr || after == nullptr || !is_list_item(after->type)) return;
  const int old_at = static_cast<int>(before - old_act.provisions.data()),
            new_at = static_cast<int>(after - new_act.provisions.data());
  const auto from = place_of(old_act, old_at), to = place_of(new_act, new_at);
  const std::string substance = substance_of(*after);
  if (!from || !to || substance.empty() ||
      normalised_name(schedule_name(from->list)) == normalised_name(schedule_name(to->list)))
    return;
  out.push_back(entry(after->eid, substance, from, to, profile));
}

}  // namespace

std::vector<Effect> schedule_effects(const Change& change, const Act& old_act, const Act& new_act,
                                     const LanguageProfile& profile) {
  std::vector<Effect> out;
  if (!change.relevance.relevant) return out;
  if (change.kind == ChangeKind::inserted && change.new_side)
    add_items(new_act, old_act, change.new_side->eid, true, profile, out);
  if (change.kind == ChangeKind::repealed && change.old_side)
    add_items(old_act, new_act, change.old_side->eid, false, profile, out);
  if (!change.old_side || !change.new_side) return out;
  if (change.kind == ChangeKind::amended) add_lines(change, old_act, new_act, profile, out);
  if (change.kind == ChangeKind::moved || change.kind == ChangeKind::renumbered)
    add_move(change, old_act, new_act, profile, out);
  return out;
}

}  // namespace zakonwatch
