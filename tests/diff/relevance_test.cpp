// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/relevance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "law/lexicon.h"
#include "law/topics.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

const std::filesystem::path kSources = std::filesystem::path(project_root()) / "sources";

class RelevanceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto topics = Topics::load(kSources / "topics.toml");
    ASSERT_TRUE(topics.has_value()) << topics.error().sentence();
    topics_ = std::move(*topics);
    auto lexicon = lexicons_.get("uk");
    ASSERT_TRUE(lexicon.has_value()) << lexicon.error().sentence();
    lexicon_ = *lexicon;
    context_.topics = &*topics_;
    context_.lexicon = lexicon_.get();
  }
  // An act with one chapter and one article of the given paragraphs.
  static Act act_of(const std::string& chapter, const std::string& heading,
                    const std::vector<std::string>& paragraphs) {
    Act act;
    act.title = "Кримінальний кодекс";
    Provision top;
    top.eid = "chp_1";
    top.type = ProvisionType::chapter;
    top.heading = chapter;
    act.provisions.push_back(top);
    Provision article;
    article.eid = "art_1";
    article.type = ProvisionType::article;
    article.heading = heading;
    article.parent = 0;
    act.provisions.push_back(article);
    for (size_t i = 0; i < paragraphs.size(); ++i) {
      Provision paragraph;
      paragraph.eid = "art_1__para_" + std::to_string(i + 1);
      paragraph.type = ProvisionType::paragraph;
      paragraph.parent = 1;
      paragraph.text = paragraphs[i];
      act.provisions.push_back(paragraph);
    }
    return act;
  }
  static Change amended(const std::string& before, const std::string& mark, const std::string& after) {
    Change change;
    change.kind = ChangeKind::amended;
    change.old_side = ChangeSide{"art_1__para_1", "1", "", {}, {}, before, false};
    change.new_side = ChangeSide{"art_1__para_1", "1", "", {}, {}, before + mark + after, false};
    change.redline = {{EditOp::equal, before}, {EditOp::insert, mark + after}};
    change.old_article = change.new_article = "art_1";
    return change;
  }
  static bool has_topic(const Relevance& relevance, std::string_view id) {
    return std::any_of(relevance.topics.begin(), relevance.topics.end(),
                       [&](const auto& t) { return t.id == id; });
  }

  std::optional<Topics> topics_;
  Lexicons lexicons_{{kSources}};
  std::shared_ptr<const Lexicon> lexicon_;
  AssessmentContext context_;
};

TEST_F(RelevanceTest, ADrugArticleAndEveryParagraphOfIt) {
  const Act act = act_of("Злочини", "Незаконне зберігання наркотичних засобів без мети збуту",
                         {"Незаконне зберігання наркотичних засобів - карається штрафом.",
                          "Ті самі дії, вчинені повторно, - караються арештом."});
  for (int i = 1; i < 4; ++i) {
    const auto judged = assess_provision(act, i, context_);
    EXPECT_TRUE(judged.relevant) << act.provisions[static_cast<size_t>(i)].eid;
    EXPECT_TRUE(has_topic(judged, "possession"));
  }
}

TEST_F(RelevanceTest, ReasonsNameConceptPlaceAndWords) {
  const Act act = act_of("Злочини", "Незаконне зберігання наркотичних засобів", {"Зберігання карається."});
  const auto judged = assess_provision(act, 1, context_);
  ASSERT_FALSE(judged.topics.empty());
  const auto& why = judged.topics.front().why;
  EXPECT_NE(std::find(why.begin(), why.end(), "concept drug in heading: наркотичних"), why.end());
}

TEST_F(RelevanceTest, NeighboursOfDrugsAreNotDrugs) {
  for (const char* text :
       {"Незаконне поводження зі зброєю, бойовими припасами або вибуховими речовинами",
        "Незаконне виготовлення отруйних речовин", "Фальсифікація лікарських засобів",
        "Незаконний обіг алкогольних напоїв та тютюнових виробів", "Контрабанда культурних цінностей"}) {
    const Act act = act_of("Злочини", text, {std::string(text) + " - карається штрафом."});
    EXPECT_FALSE(assess_provision(act, 1, context_).relevant) << text;
  }
}

TEST_F(RelevanceTest, APassingMentionInALongRuleIsNotEnough) {
  std::string text =
      "Суд може призначити більш м'яке покарання за наявності кількох обставин, що пом'якшують покарання. ";
  for (int i = 0; i < 10; ++i)
    text += "Особа, яка вперше вчинила злочин невеликої тяжкості, може бути звільнена від покарання. ";
  text += "Ця норма не поширюється на злочини у сфері обігу наркотичних засобів.";
  const Act act = act_of("Загальні засади", "Призначення покарання", {text});
  EXPECT_FALSE(assess_provision(act, 1, context_).relevant);
}

TEST_F(RelevanceTest, ChangedWordsWeighMost) {
  std::string text = "Суд може призначити більш м'яке покарання. ";
  for (int i = 0; i < 10; ++i)
    text += "Особа, яка вперше вчинила злочин невеликої тяжкості, може бути звільнена від покарання. ";
  const Change change =
      amended(text, " ", "Ця норма не поширюється на злочини у сфері обігу наркотичних засобів.");
  const Act before = act_of("Загальні засади", "Призначення покарання", {change.old_side->text});
  const Act after = act_of("Загальні засади", "Призначення покарання", {change.new_side->text});
  const auto judged = judge_change(change, before, after, context_);
  EXPECT_TRUE(judged.relevant);
  const auto& why = judged.topics.front().why;
  EXPECT_TRUE(std::any_of(why.begin(), why.end(),
                          [](const auto& w) { return w.find("in redline") != std::string::npos; }));
}

TEST_F(RelevanceTest, WatchedArticlesAreAlwaysRelevantAndSayWhy) {
  Watch watch;
  watch.act = "2341-14";
  watch.title = "Criminal Code";
  watch.articles = {{"305", "320"}};
  context_.watch = &watch;
  const auto judged = judge({{Place::text, "Ті самі дії, вчинені повторно"}}, "art_309", context_);
  EXPECT_TRUE(judged.relevant);
  ASSERT_FALSE(judged.topics.empty());
  EXPECT_EQ(judged.topics.front().why.front(), "watch list: Criminal Code art. 309");
  EXPECT_FALSE(judge({{Place::text, "Ті самі дії, вчинені повторно"}}, "art_115", context_).relevant);
}

// Whoever repeals a whole part of a code repeals the two articles about drugs in it.
TEST_F(RelevanceTest, APartThatGoesWholeMattersAsItsArticlesDo) {
  Act act = act_of("Особлива частина", "Крадіжка", {"Таємне викрадення чужого майна карається штрафом."});
  for (int i = 2; i <= 60; ++i) {
    Provision article;
    article.eid = "art_" + std::to_string(i);
    article.type = ProvisionType::article;
    article.parent = 0;
    article.heading = i == 30 ? "Незаконне зберігання наркотичних засобів" : "Пошкодження чужого майна";
    article.text = i == 30 ? "Незаконне зберігання наркотичних засобів карається арештом."
                           : "Пошкодження чужого майна, що завдало шкоди, карається штрафом.";
    act.provisions.push_back(article);
  }
  Change change;
  change.kind = ChangeKind::repealed;
  change.scope = Scope::subtree;
  change.old_side = ChangeSide{.eid = "chp_1", .heading = "Особлива частина", .text = act.subtree_text(0)};
  change.redline = {{EditOp::remove, change.old_side->text}};
  const auto judged = judge_change(change, act, Act{}, context_);
  EXPECT_TRUE(judged.relevant);
  EXPECT_TRUE(has_topic(judged, "possession"));
  act.provisions.resize(20);
  change.old_side->text = act.subtree_text(0);
  EXPECT_FALSE(judge_change(change, act, Act{}, context_).relevant);
}

TEST_F(RelevanceTest, AnActAboutDrugsMakesEveryArticleRelevant) {
  Act act = act_of("Загальні положення", "Прикінцеві положення",
                   {"Цей Закон набирає чинності з дня опублікування."});
  act.title = "Про наркотичні засоби, психотропні речовини і прекурсори";
  EXPECT_TRUE(assess_provision(act, 1, context_).relevant);
}

TEST_F(RelevanceTest, TheThresholdIsTheCallers) {
  const Act act = act_of("Злочини", "Зараження вірусом імунодефіциту людини", {"Зараження карається."});
  EXPECT_FALSE(assess_provision(act, 1, context_).relevant);
  context_.threshold = 0.3;
  EXPECT_TRUE(assess_provision(act, 1, context_).relevant);
}

TEST_F(RelevanceTest, WithoutLexiconOrTopicsNothingIsClaimed) {
  const Act act = act_of("Злочини", "Незаконне зберігання наркотичних засобів", {"Зберігання"});
  EXPECT_FALSE(assess_provision(act, 1, AssessmentContext{}).relevant);
}

}  // namespace
}  // namespace zakonwatch
