// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/compare.h"

#include <set>
#include <utility>

#include "diff/align.h"
#include "diff/assess.h"
#include "diff/attribution.h"
#include "diff/changes.h"
#include "diff/noise.h"
#include "diff/reconcile.h"
#include "diff/relocation.h"
#include "diff/respace.h"

namespace zakonwatch {
namespace {

FoldRules fold_rules(const CompareInput& input) {
  return input.assess.profile ? input.assess.profile->fold : FoldRules{};
}

// Where no note names the act: the one act of the gazette that ordered a change of this place.
void attribute_to_gazette(Change& change, const std::vector<AmendingAct>& amending) {
  if (change.attribution.kind != AttributionKind::none || change.editorial) return;
  const auto acts = announced_by(change, amending);
  if (acts.size() == 1)
    change.attribution = {AttributionKind::act, acts[0]->act.number, acts[0]->act.date, "gazette"};
}

// A step of a bill: told as such, not as an inserted provision.
bool is_stage(const FoundChange& found, const Act& old_act, const Act& new_act) {
  const auto stage = [](const Act& act, int node) {
    return node >= 0 && act.provisions[static_cast<size_t>(node)].type == ProvisionType::stage;
  };
  return stage(new_act, found.new_node) || (found.new_node < 0 && stage(old_act, found.old_node));
}

void list_articles(ChangeSet& set) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Change& change : set.changes) {
    if (change.old_article.empty() && change.new_article.empty()) continue;
    if (!seen.emplace(change.old_article, change.new_article).second) continue;
    set.articles.push_back({change.old_article, change.new_article, Direction::neutral, {}});
  }
}

std::unique_ptr<const Respacer> respacer_for(const CompareInput& input) {
  for (const Act* act : {input.old_act, input.new_act})
    for (const Provision& item : act->provisions)
      if (letter_spaced(item.text))
        return std::make_unique<const Respacer>(
            *input.old_act, *input.new_act,
            input.assess.profile == nullptr ? nullptr : input.assess.profile->numbers.get());
  return nullptr;
}

}  // namespace

ChangeSet compare(const CompareInput& input) {
  const TreeIndex old_tree(*input.old_act), new_tree(*input.new_act);
  const FoldRules rules = fold_rules(input);
  const Alignment alignment = align(old_tree, new_tree, rules);
  const Attributor attributor(old_tree, new_tree, alignment, input.amended_by);
  std::vector<FoundChange> found = find_changes(old_tree, new_tree, alignment, attributor, rules);
  search_relocations(found, old_tree, new_tree, input.others, rules);
  CompareInput assessing = input;
  const auto respacer = respacer_for(input);
  assessing.assess.respacer = respacer.get();
  ChangeSet set;
  for (FoundChange& each : found) {
    if (is_stage(each, *input.old_act, *input.new_act)) each.change.kind = ChangeKind::stage;
    attribute_to_gazette(each.change, input.amending);
    assess_change(each.change, *input.old_act, *input.new_act, assessing);
    set.changes.push_back(std::move(each.change));
  }
  list_articles(set);
  assess_articles(set, *input.old_act, *input.new_act, assessing);
  return set;
}

}  // namespace zakonwatch
