// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/assess.h"

#include <algorithm>
#include <iterator>

#include "diff/direction.h"
#include "diff/effects.h"
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

void judge_direction(Change& change) {
  const std::optional<std::string> standing = change.reason;
  if (change.editorial || only_place_changed(change)) {
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

}  // namespace

void assess_change(Change& change, const Act& old_act, const Act& new_act, const CompareInput& input) {
  const AssessmentContext& context = input.assess;
  change.relevance = judge_change(change, old_act, new_act, context);
  change.effects.clear();
  if (!change.editorial && !only_place_changed(change)) {
    for (const Wording& wording : wordings_of(change, old_act, new_act))
      add(change.effects, read_effects(wording, context));
    add(change.effects, schedule_effects(change, old_act, new_act));
    if (change.reason) hold_back(change.effects, *change.reason);
  }
  judge_direction(change);
  change.summary_en = summary_line(change, new_act, input, SummaryLanguage::en);
  change.summary_ru = summary_line(change, new_act, input, SummaryLanguage::ru);
}

void assess_articles(ChangeSet& set, const Act& /*old_act*/, const Act& /*new_act*/,
                     const CompareInput& /*input*/) {
  for (ArticleRollUp& article : set.articles) {
    article.effects.clear();
    bool unread = false, neutral = true;
    for (const Change& change : set.changes) {
      if (!same_article(change, article)) continue;
      article.effects.insert(article.effects.end(), change.effects.begin(), change.effects.end());
      unread |= change.direction == Direction::unclear && change.effects.empty();
      neutral &= change.direction == Direction::neutral;
    }
    article.direction = neutral ? Direction::neutral : overall(article.effects).direction;
    if (unread && article.direction != Direction::mixed) article.direction = Direction::unclear;
  }
}

}  // namespace zakonwatch
