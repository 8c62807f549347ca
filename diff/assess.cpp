// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/assess.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "diff/direction.h"
#include "diff/effects.h"
#include "diff/effects_penalty.h"
#include "diff/relevance.h"
#include "diff/summary.h"

namespace zakonwatch {
namespace {

void add(std::vector<Effect>& out, std::vector<Effect> more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool only_place_changed(const Change& change) {
  const bool moved = change.kind == ChangeKind::moved || change.kind == ChangeKind::renumbered ||
                     change.kind == ChangeKind::relocated;
  return moved && !change.also_amended;
}

// A text that may have gone to, or come from, another place says nothing about weight by its absence here.
void hold_back(std::vector<Effect>& effects, const std::string& reason) {
  for (Effect& effect : effects) {
    if (effect.old_value && effect.new_value) continue;
    effect.direction = Direction::unclear;
    effect.reason = reason;
  }
}

void add_summaries(Change& change, const Act& new_act, const CompareInput& input) {
  change.summary_en = summary_line(change, new_act, input, SummaryLanguage::en);
  change.summary_ru = summary_line(change, new_act, input, SummaryLanguage::ru);
}

void judge_direction(Change& change) {
  const std::optional<std::string> standing = change.reason;
  // A step of a bill changes no law yet, whatever it is called.
  if (change.editorial || only_place_changed(change) || change.kind == ChangeKind::stage) {
    change.direction = Direction::neutral;
    if (!standing) return;
  }
  const Judgement judged =
      standing && change.effects.empty() ? Judgement{Direction::unclear, standing} : overall(change.effects);
  change.direction = judged.direction;
  change.reason =
      judged.direction == Direction::unclear ? (standing ? standing : judged.reason) : std::nullopt;
}

bool same_article(const Change& change, const ArticleRollUp& article) {
  return change.new_article == article.new_article && change.old_article == article.old_article;
}

// How often each penalty stands in an article, heading to last point.
using Tally = std::map<std::pair<std::string, EffectValue>, int>;
Tally penalties_of(const Act& act, const std::string& article, const LanguageProfile& profile) {
  Tally tally;
  const Provision* top = act.find(article);
  if (top == nullptr) return tally;
  const int first = static_cast<int>(top - act.provisions.data());
  for (int i = first; i < act.subtree_end(first); ++i)
    for (const Penalty& penalty : read_penalties(act.provisions[static_cast<size_t>(i)].text, profile))
      ++tally[{penalty.kind, value_of(penalty)}];
  return tally;
}

int count_of(const Tally& tally, const std::string& kind) {
  int count = 0;
  for (const auto& [penalty, times] : tally) count += penalty.first == kind ? times : 0;
  return count;
}

// A term that reads as changed while a tier was added and the old term still stands in another one: the tiers
// may be paired otherwise than the legislator moved them, so nothing is said of weight.
bool doubt_shifted_tiers(Change& change, const Tally& before, const Tally& after) {
  bool doubted = false;
  for (Effect& effect : change.effects) {
    if (!effect.old_value || !effect.new_value || effect.kind == "quantity_threshold") continue;
    if (count_of(after, effect.kind) <= count_of(before, effect.kind)) continue;
    const auto old = before.find({effect.kind, *effect.old_value}),
               now = after.find({effect.kind, *effect.old_value});
    if (old == before.end() || now == after.end() || now->second < old->second) continue;
    effect.direction = Direction::unclear;
    effect.reason = "possibly_relocated";
    doubted = true;
  }
  if (!doubted) return false;
  const Judgement judged = overall(change.effects);
  change.direction = judged.direction;
  change.reason = judged.reason;
  return true;
}

// The same penalty that left one tier of an article and joined another has only moved with its number.
void drop_moved_tiers(std::vector<Effect>& effects) {
  const auto moved = [](const Effect& gone, const Effect& come) {
    return gone.kind == come.kind && gone.old_value && !gone.new_value && !come.old_value && come.new_value &&
           *gone.old_value == *come.new_value && gone.where != come.where;
  };
  for (size_t i = 0; i < effects.size();) {
    const auto partner =
        std::find_if(effects.begin(), effects.end(), [&](const Effect& e) { return moved(effects[i], e); });
    if (partner == effects.end()) {
      ++i;
      continue;
    }
    const auto at = static_cast<size_t>(partner - effects.begin());
    effects.erase(effects.begin() + static_cast<long>(std::max(i, at)));
    effects.erase(effects.begin() + static_cast<long>(std::min(i, at)));
    if (at < i) --i;
  }
}

}  // namespace

void assess_change(Change& change, const Act& old_act, const Act& new_act, const CompareInput& input) {
  const AssessmentContext& context = input.assess;
  change.relevance = judge_change(change, old_act, new_act, context);
  change.effects.clear();
  if (context.profile != nullptr && !change.editorial && !only_place_changed(change)) {
    for (const Wording& wording : wordings_of(change, old_act, new_act))
      add(change.effects, read_effects(wording, context));
    add(change.effects, schedule_effects(change, old_act, new_act));
    if (change.reason) hold_back(change.effects, *change.reason);
  }
  judge_direction(change);
  add_summaries(change, new_act, input);
}

// Weight is told by what was read; wording without a reading leaves an article undecided only where nothing
// else was read.
void assess_articles(ChangeSet& set, const Act& old_act, const Act& new_act, const CompareInput& input) {
  for (ArticleRollUp& article : set.articles) {
    article.effects.clear();
    bool neutral = true;
    Tally before, after;
    if (input.assess.profile != nullptr) {
      before = penalties_of(old_act, article.old_article, *input.assess.profile);
      after = penalties_of(new_act, article.new_article, *input.assess.profile);
    }
    for (Change& change : set.changes) {
      if (!same_article(change, article)) continue;
      if (doubt_shifted_tiers(change, before, after)) add_summaries(change, new_act, input);
      article.effects.insert(article.effects.end(), change.effects.begin(), change.effects.end());
      neutral &= change.direction == Direction::neutral;
    }
    drop_moved_tiers(article.effects);
    article.direction = neutral ? Direction::neutral : overall(article.effects).direction;
  }
}

}  // namespace zakonwatch
