// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/assess.h"

#include "diff/relevance.h"

namespace zakonwatch {

void assess_change(Change& change, const Act& old_act, const Act& new_act, const CompareInput& input) {
  change.relevance = judge_change(change, old_act, new_act, input.assess);
}

void assess_articles(ChangeSet& set, const Act& /*old_act*/, const Act& /*new_act*/,
                     const CompareInput& /*input*/) {
  for (auto& article : set.articles)
    for (const auto& change : set.changes)
      if (change.new_article == article.new_article && change.old_article == article.old_article)
        article.effects.insert(article.effects.end(), change.effects.begin(), change.effects.end());
}

}  // namespace zakonwatch
