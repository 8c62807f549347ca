// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/overview.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

Act code(int articles) {
  Act act;
  Provision top;
  top.eid = "chp_1";
  top.type = ProvisionType::chapter;
  act.provisions.push_back(top);
  for (int i = 1; i <= articles; ++i) {
    Provision one;
    one.eid = "art_" + std::to_string(i);
    one.type = ProvisionType::article;
    one.parent = 0;
    act.provisions.push_back(one);
  }
  return act;
}

Change amended(int article, bool editorial = false) {
  Change change;
  change.editorial = editorial;
  change.old_article = change.new_article = "art_" + std::to_string(article);
  change.old_side = change.new_side = ChangeSide{.eid = change.new_article};
  return change;
}

TEST(Overview, CountsArticlesOnceAndEditorialChangesNever) {
  const Act act = code(50);
  ChangeSet set;
  set.changes = {amended(1), amended(1), amended(2), amended(3, true)};
  const Overview overview = overview_of(set, act, act);
  EXPECT_EQ(overview.articles_changed, 2U);
  EXPECT_EQ(overview.articles, 50U);
  EXPECT_FALSE(overview.reenacted);
  EXPECT_EQ(overview_text(overview), "3 changes of substance in 2 of 50 articles: 3 amended");
}

TEST(Overview, ACodeMadeAnewIsSaidToBeOne) {
  const Act act = code(50);
  ChangeSet set;
  for (int i = 1; i <= 40; ++i) set.changes.push_back(amended(i));
  EXPECT_TRUE(overview_of(set, act, act).reenacted);
}

TEST(Overview, AChapterCountsForItsArticles) {
  const Act act = code(50);
  Change gone;
  gone.kind = ChangeKind::repealed;
  gone.scope = Scope::subtree;
  gone.old_side = ChangeSide{.eid = "chp_1"};
  EXPECT_EQ(overview_of({.changes = {gone}, .articles = {}}, act, Act{}).articles_changed, 50U);
}

}  // namespace
}  // namespace zakonwatch
