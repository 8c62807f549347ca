// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/assess.h"

#include <algorithm>
#include <iterator>

#include "diff/dependants.h"
#include "diff/direction.h"
#include "diff/effect_topics.h"
#include "diff/effects.h"
#include "diff/general_part.h"
#include "diff/noise.h"
#include "diff/relevance.h"
#include "diff/respace.h"
#include "diff/summary.h"
#include "diff/tiers.h"

namespace zakonwatch {
namespace {

void add(std::vector<Effect>& out, std::vector<Effect> more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Letters that a PDF drew apart are read as words; what is quoted is quoted as printed.
std::vector<Effect> effects_as_printed(const Wording& wording, const AssessmentContext& context) {
  const auto spaced = [&](const std::optional<std::string>& text) {
    return context.respacer != nullptr && text && letter_spaced(*text);
  };
  if (!spaced(wording.before) && !spaced(wording.after)) return read_effects(wording, context);
  Wording read = wording;
  std::optional<Respacer::Text> before, after;
  if (spaced(wording.before))
    before = context.respacer->respaced(*wording.before), read.before = before->text;
  if (spaced(wording.after)) after = context.respacer->respaced(*wording.after), read.after = after->text;
  std::vector<Effect> out = read_effects(read, context);
  for (Effect& effect : out) {
    if (before && effect.old_evidence)
      effect.old_evidence = before->printed(*wording.before, *effect.old_evidence);
    if (after && effect.new_evidence)
      effect.new_evidence = after->printed(*wording.after, *effect.new_evidence);
  }
  return out;
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
  const bool no_more = only_place_changed(change) && change.effects.empty();
  if (change.editorial || no_more || change.kind == ChangeKind::stage) {
    change.direction = Direction::neutral;
    if (!standing) return;
  }
  const Judgement judged =
      standing && change.effects.empty() ? Judgement{Direction::unclear, standing} : overall(change.effects);
  change.direction = judged.direction;
  change.reason =
      judged.direction == Direction::unclear ? (standing ? standing : judged.reason) : std::nullopt;
}

void make_neutral(Change& change, const Act& new_act, const CompareInput& input) {
  change.effects.clear();
  change.direction = Direction::neutral;
  change.reason.reset();
  add_summaries(change, new_act, input);
}

bool same_article(const Change& change, const ArticleRollUp& article) {
  return change.new_article == article.new_article && change.old_article == article.old_article;
}

std::vector<Change*> changes_of(ChangeSet& set, const ArticleRollUp& article) {
  std::vector<Change*> out;
  for (Change& change : set.changes)
    if (same_article(change, article)) out.push_back(&change);
  return out;
}

}  // namespace

void assess_change(Change& change, const Act& old_act, const Act& new_act, const CompareInput& input) {
  const AssessmentContext& context = input.assess;
  change.relevance = judge_change(change, old_act, new_act, context);
  change.effects.clear();
  if (context.profile != nullptr && !change.editorial && only_place_changed(change)) {
    change.effects = schedule_effects(change, old_act, new_act, *context.profile);
  } else if (context.profile != nullptr && !change.editorial) {
    for (const Wording& wording : wordings_of(change, old_act, new_act))
      add(change.effects, effects_as_printed(wording, context));
    auto amounts = table_effects(change, old_act, new_act, context);
    add(change.effects,
        amounts.empty() ? schedule_effects(change, old_act, new_act, *context.profile) : std::move(amounts));
    if (change.effects.empty()) change.effects = point_effects(change, old_act, new_act, *context.profile);
    if (change.reason) hold_back(change.effects, *change.reason);
  }
  if (!change.reason && (change.kind == ChangeKind::annulled || change.kind == ChangeKind::interpreted))
    change.reason = "court";
  name_dependants(change, old_act, new_act, context);
  add_topics_of_effects(change, context);
  judge_direction(change);
  add_summaries(change, new_act, input);
}

// Weight is told by what was read; wording without a reading leaves an article undecided only where nothing
// else was read.
void assess_articles(ChangeSet& set, const Act& old_act, const Act& new_act, const CompareInput& input) {
  const LanguageProfile* profile = input.assess.profile;
  if (profile != nullptr) {
    for (const ArticleRollUp& article : set.articles)
      for (Change* change : settle_tiers(changes_of(set, article), old_act, new_act, *profile))
        add_summaries(*change, new_act, input);
    for (Change* change : doubt_dropped_penalties(set, old_act, new_act, *profile))
      add_summaries(*change, new_act, input);
  }
  for (ArticleRollUp& article : set.articles) {
    const std::vector<Change*> changes = changes_of(set, article);
    if (profile != nullptr && only_laid_out_anew(article, old_act, new_act, *profile))
      for (Change* change : changes) make_neutral(*change, new_act, input);
    article.effects.clear();
    bool neutral = true;
    for (const Change* change : changes) {
      article.effects.insert(article.effects.end(), change->effects.begin(), change->effects.end());
      neutral &= change->direction == Direction::neutral;
    }
    article.direction = neutral ? Direction::neutral : overall(article.effects).direction;
  }
}

}  // namespace zakonwatch
