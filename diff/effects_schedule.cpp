// SPDX-License-Identifier: GPL-3.0-or-later
// Substances that enter or leave a list (declared in diff/effects.h). A row is known by its substance, not by
// its number. The first appearance of a list's body is text becoming available, not scheduling; a name that
// leaves may stand in another act, so it is never called lighter.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "diff/effects.h"

namespace zakonwatch {
namespace {

constexpr size_t kNameLimit = 200;  // bytes; a longer text is a rule, not a name
constexpr size_t kListLines = 3;    // lines that make a provision's text a list

bool is_list_item(ProvisionType type) {
  return type == ProvisionType::row || type == ProvisionType::point || type == ProvisionType::indent ||
         type == ProvisionType::p;
}

// A substance's name for comparison: case, spaces, hyphens and dashes do not tell two substances apart.
std::string normalised(std::string_view name) {
  std::string out;
  for (size_t at = 0; at < name.size();) {
    const char32_t c = fold_char(next_code_point(name, at));
    if (is_word_char(c)) append_utf8(out, c);
  }
  return out;
}

std::string tidy(std::string_view text) {
  std::string out = squeeze_space(text);
  const auto is_edge = [](char c) {
    return c == '*' || c == '-' || c == ';' || c == ',' || c == '|' || c == ' ' || c == '.';
  };
  while (!out.empty() && is_edge(out.back())) out.pop_back();
  size_t begin = 0;
  while (begin < out.size() && is_edge(out[begin])) ++begin;
  return out.substr(begin);
}

// "3." or "a)" in the first cell is a running number, not a name.
bool is_number_cell(const std::string& cell) {
  const auto found = words(cell);
  if (found.empty()) return true;
  const std::string_view only = std::string_view(cell).substr(found[0].begin, found[0].end - found[0].begin);
  return found.size() == 1 && (only.size() <= 1 || std::all_of(only.begin(), only.end(),
                                                               [](char c) { return c >= '0' && c <= '9'; }));
}

std::string substance_of(const Provision& item) {
  for (const auto& cell : item.cells)
    if (std::string name = tidy(cell); !is_number_cell(name))
      return name.size() <= kNameLimit ? name : std::string();
  const auto parts = lines(item.text);
  std::string name = parts.empty() ? std::string() : tidy(parts.front());
  return name.size() <= kNameLimit && !is_number_cell(name) ? name : std::string();
}

const Provision* list_of(const Act& act, int index) {
  for (int i = act.provisions[static_cast<size_t>(index)].parent; i >= 0;
       i = act.provisions[static_cast<size_t>(i)].parent) {
    const Provision& part = act.provisions[static_cast<size_t>(i)];
    if (part.type == ProvisionType::annex || part.type == ProvisionType::doc) return &part;
  }
  return nullptr;
}

std::string schedule_name(const Provision& list) {
  if (list.heading && !list.heading->empty()) return *list.heading;
  return list.label.empty() ? "unknown" : list.label;
}

// Every name that stands in a list of the act.
std::set<std::string> listed_names(const Act& act) {
  std::set<std::string> out;
  for (size_t i = 0; i < act.provisions.size(); ++i) {
    if (!is_list_item(act.provisions[i].type) || list_of(act, static_cast<int>(i)) == nullptr) continue;
    for (const auto line : lines(act.provisions[i].text)) out.insert(normalised(tidy(line)));
    for (const auto& cell : act.provisions[i].cells) out.insert(normalised(tidy(cell)));
  }
  return out;
}

Effect entry(const std::string& where, const std::string& substance, const Provision& list, bool added,
             bool elsewhere) {
  Effect effect;
  effect.kind = "schedule_entry";
  effect.where = where;
  EffectValue value;
  value["substance"] = substance;
  value["schedule"] = schedule_name(list);
  value["regime"] = EffectField();
  value["action"] = std::string(elsewhere ? "moved" : added ? "added" : "removed");
  if (added)
    effect.new_value = value, effect.new_evidence = substance;
  else
    effect.old_value = value, effect.old_evidence = substance;
  if (added && !elsewhere)
    effect.direction = Direction::harsher;
  else
    effect.reason = "possibly_relocated";
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

// The items of an inserted or repealed subtree.
void add_items(const Act& act, const Act& other, const std::string& eid, bool added,
               std::vector<Effect>& out) {
  const Provision* top = act.find(eid);
  if (top == nullptr) return;
  const int first = static_cast<int>(top - act.provisions.data());
  const Provision* list = list_of(act, first);
  if (list == nullptr || !is_list_item(top->type) || !had_entries(other, list->eid)) return;
  const auto names = listed_names(other);
  for (int i = first; i < act.subtree_end(first); ++i) {
    const Provision& item = act.provisions[static_cast<size_t>(i)];
    const std::string substance = substance_of(item);
    if (substance.empty()) continue;
    out.push_back(entry(item.eid, substance, *list, added, names.contains(normalised(substance))));
  }
}

// A list printed as one text: the lines that came and went.
void add_lines(const Change& change, const Act& act, std::vector<Effect>& out) {
  const Provision* item = act.find(change.new_side->eid);
  if (item == nullptr) return;
  const Provision* list = list_of(act, static_cast<int>(item - act.provisions.data()));
  if (list == nullptr && (item->type == ProvisionType::annex || item->type == ProvisionType::doc))
    list = item;
  const auto before = lines(change.old_side->text), after = lines(change.new_side->text);
  if (list == nullptr || before.size() < kListLines) return;
  const auto names = [](const std::vector<std::string_view>& all) {
    std::set<std::string> known;
    for (const auto line : all) known.insert(normalised(tidy(line)));
    return known;
  };
  const auto old_names = names(before), new_names = names(after);
  const auto add = [&](const std::vector<std::string_view>& from, const std::set<std::string>& there,
                       bool added) {
    for (const auto line : from) {
      const std::string name = tidy(line);
      if (name.empty() || name.size() > kNameLimit || there.contains(normalised(name))) continue;
      out.push_back(entry(change.new_side->eid, name, *list, added, false));
    }
  };
  add(after, old_names, true);
  add(before, new_names, false);
}

}  // namespace

std::vector<Effect> schedule_effects(const Change& change, const Act& old_act, const Act& new_act) {
  std::vector<Effect> out;
  if (!change.relevance.relevant) return out;
  if (change.kind == ChangeKind::inserted && change.new_side)
    add_items(new_act, old_act, change.new_side->eid, true, out);
  if (change.kind == ChangeKind::repealed && change.old_side)
    add_items(old_act, new_act, change.old_side->eid, false, out);
  if (change.kind == ChangeKind::amended && change.old_side && change.new_side)
    add_lines(change, new_act, out);
  return out;
}

}  // namespace zakonwatch
