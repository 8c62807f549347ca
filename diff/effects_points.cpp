// SPDX-License-Identifier: GPL-3.0-or-later
// Points that join or leave a list of conduct (declared in diff/effects.h). Where the list's own words punish
// and its points are alternatives, one more is one more way to be punished. A closed rule: points that except
// or release anybody, that only moved, or that stand in a rule without a sanction are left undetermined.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "diff/effects.h"
#include "diff/effects_penalty.h"

namespace zakonwatch {
namespace {

constexpr double kStillThere = 0.7;  // of a point's words in another point or rule of the article

bool any_match(const LanguageProfile& profile, const char* key, std::string_view text) {
  const auto found = profile.penalty.find(key);
  return found != profile.penalty.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](const Pattern& p) { return p.search(text).has_value(); });
}

std::set<std::string> word_set(std::string_view text) {
  std::set<std::string> out;
  for (const Word& word : words(text)) out.insert(to_lower(text.substr(word.begin, word.end - word.begin)));
  return out;
}

// Long words tell what a text is about.
double weight(const std::string& word) { return double(word.size()) * double(word.size()); }

// Most of what the point says stands in one provision of the other edition's article.
bool stands_in(const Act& act, const std::string& article, const std::set<std::string>& point) {
  const Provision* top = act.find(article);
  if (top == nullptr || point.empty()) return false;
  double all = 0;
  for (const std::string& word : point) all += weight(word);
  const int first = static_cast<int>(top - act.provisions.data());
  for (int i = first; i < act.subtree_end(first); ++i) {
    double shared = 0;
    for (const std::string& word : word_set(act.provisions[static_cast<size_t>(i)].text))
      if (point.contains(word)) shared += weight(word);
    if (shared >= kStillThere * all) return true;
  }
  return false;
}

bool has_points(const Act& act, const std::string& article) {
  const Provision* top = act.find(article);
  if (top == nullptr) return false;
  const int first = static_cast<int>(top - act.provisions.data());
  for (int i = first; i < act.subtree_end(first); ++i)
    if (act.provisions[static_cast<size_t>(i)].type == ProvisionType::point) return true;
  return false;
}

// The rule that the point belongs to, with all its points.
std::string rule_around(const Act& act, const Provision& point) {
  if (point.parent < 0) return {};
  int top = point.parent;
  while (act.provisions[static_cast<size_t>(top)].type == ProvisionType::point) {
    if (act.provisions[static_cast<size_t>(top)].parent < 0) break;
    top = act.provisions[static_cast<size_t>(top)].parent;
  }
  return act.subtree_text(top);
}

}  // namespace

std::vector<Effect> point_effects(const Change& change, const Act& old_act, const Act& new_act,
                                  const LanguageProfile& profile) {
  const bool joins = change.kind == ChangeKind::inserted && change.new_side;
  const bool leaves = change.kind == ChangeKind::repealed && change.old_side;
  if (!joins && !leaves) return {};
  const Act &own = joins ? new_act : old_act, &other = joins ? old_act : new_act;
  const std::string& article = joins ? change.new_article : change.old_article;
  const Provision* point = own.find(joins ? change.new_side->eid : change.old_side->eid);
  if (point == nullptr || point->type != ProvisionType::point || !has_points(other, article)) return {};
  const std::string rule = rule_around(own, *point);
  const auto penalties = read_penalties(rule, profile);
  const bool punishes =
      any_match(profile, "offence_list", rule) ||
      (!penalties.empty() && std::any_of(profile.sanction.begin(), profile.sanction.end(),
                                         [&](const Pattern& p) { return p.search(rule).has_value(); }));
  if (!punishes || !any_match(profile, "alternative", rule) || any_match(profile, "exception", point->text) ||
      any_match(profile, "release", rule) || stands_in(other, article, word_set(point->text)))
    return {};
  Effect effect;
  effect.kind = "liability";
  effect.where = point->eid;
  const std::string rung = penalties.empty() ? "administrative" : liability_of(rule, penalties, profile).rung;
  EffectValue value{{"from", joins ? EffectField() : EffectField(rung)},
                    {"to", joins ? EffectField(rung) : EffectField()},
                    {"conduct", EffectField()}};
  (joins ? effect.new_value : effect.old_value) = std::move(value);
  (joins ? effect.new_evidence : effect.old_evidence) = squeeze_space(point->text);
  effect.direction = joins ? Direction::harsher : Direction::lighter;
  return {effect};
}

}  // namespace zakonwatch
