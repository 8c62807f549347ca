// SPDX-License-Identifier: GPL-3.0-or-later
// Blanket norms, named articles, tables of amounts and regimes of lists: what a change does that its words do
// not say.
#include <gtest/gtest.h>

#include "assessed.h"

namespace zakonwatch {
namespace {

using testing::assessed;
using testing::Line;

std::string text(const std::optional<EffectValue>& side, const std::string& key) {
  const auto* found = side && side->contains(key) ? std::get_if<std::string>(&side->at(key)) : nullptr;
  return found == nullptr ? std::string() : *found;
}

std::vector<Effect> effects(const ChangeSet& set) {
  std::vector<Effect> out;
  for (const Change& change : set.changes)
    out.insert(out.end(), change.effects.begin(), change.effects.end());
  return out;
}

bool about(const Change& change, const std::string& topic) {
  return std::any_of(change.relevance.topics.begin(), change.relevance.topics.end(),
                     [&](const TopicScore& score) { return score.id == topic; });
}

// UA, order 188: two lines of header, ranges, words around the numbers.
const std::vector<Line> kAmounts = {
    {"annex_1", "", "Таблиця невеликих, великих та особливо великих розмірів наркотичних засобів"},
    {"annex_1__row_1", "№|Назва|Розміри, грамів"},
    {"annex_1__row_2", "невеликі|великі|особливо великі"},
    {"annex_1__row_3", "1|Героїн|до 0,005|від 1 до 10|від 10 і більше"},
    {"annex_1__row_4", "2|3-MMC|до 0,15|від 1,5 до 15|від 15 і більше"},
    {"annex_1__row_5", "3|Макова солома|до 50|від 1 000 до 10 000|від 10 000"},
};
std::vector<Line> with(std::vector<Line> lines, const std::string& eid, const std::string& text) {
  for (Line& line : lines)
    if (line.eid == eid) line.text = text;
  return lines;
}

TEST(TableAmounts, AnAmountIsOfTheColumnAndSubstanceItStandsIn) {
  const auto set =
      assessed("uk", "ua/z0512-00", kAmounts,
               with(kAmounts, "annex_1__row_3", "1|Героїн|до 0,005|від 0,5 до 10|від 10 і більше"));
  const auto found = effects(set);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, "quantity_threshold");
  EXPECT_EQ(text(found[0].new_value, "class"), "large_amount");
  EXPECT_EQ(text(found[0].new_value, "substance"), "Героїн");
  EXPECT_EQ(text(found[0].new_value, "unit"), "g");
  EXPECT_EQ(found[0].new_value->at("amount"), EffectField(0.5));
  EXPECT_EQ(found[0].old_value->at("amount"), EffectField(int64_t{1}));
  EXPECT_EQ(found[0].direction, Direction::harsher);
  EXPECT_NE(found[0].via.value_or("").find("ua/2341-14#art_309__para_2"), std::string::npos);
  EXPECT_TRUE(about(set.changes[0], "thresholds"));
}

TEST(TableAmounts, ASmallAmountThatGrowsEases) {
  const auto found =
      effects(assessed("uk", "ua/z0512-00", kAmounts,
                       with(kAmounts, "annex_1__row_4", "2|3-MMC|до 0,5|від 1,5 до 15|від 15 і більше")));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0].new_value, "class"), "small_amount");
  EXPECT_EQ(text(found[0].new_value, "role"), "ceiling");
  EXPECT_EQ(text(found[0].new_value, "substance"), "3-MMC");
  EXPECT_EQ(found[0].direction, Direction::lighter);
}

TEST(TableAmounts, ThousandsAndAnotherUnit) {
  const auto found = effects(
      assessed("uk", "ua/z0512-00", kAmounts,
               with(kAmounts, "annex_1__row_5", "3|Макова солома|до 50|від 2 000 до 10 000|від 10 000")));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].old_value->at("amount"), EffectField(int64_t{1000}));
  EXPECT_EQ(found[0].new_value->at("amount"), EffectField(int64_t{2000}));
  const auto other =
      effects(assessed("uk", "ua/z0512-00", kAmounts,
                       with(kAmounts, "annex_1__row_2", "невеликі|великі|особливо великі, кілограмів")));
  EXPECT_TRUE(other.empty()) << "no row changed";
}

TEST(TableAmounts, WhatNoHeaderNamesIsNotJudged) {
  const std::vector<Line> plain = {{"annex_1", "", "Наркотичні засоби"},
                                   {"annex_1__row_1", "Назва|А|Б"},
                                   {"annex_1__row_2", "Героїн|1|2"}};
  const auto found = effects(assessed("uk", "", plain, with(plain, "annex_1__row_2", "Героїн|1|3")));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].direction, Direction::unclear);
  EXPECT_EQ(found[0].reason, "definition");
  EXPECT_FALSE(found[0].via.has_value());
}

TEST(TableAmounts, ANewSubstanceBringsItsAmountsAndNoScheduleEntry) {
  auto after = kAmounts;
  after.push_back({"annex_1__row_6", "4|Кодеїн|до 1|від 10 до 100|від 100"});
  const auto found = effects(assessed("uk", "ua/z0512-00", kAmounts, after));
  ASSERT_EQ(found.size(), 3U);
  for (const Effect& effect : found) {
    EXPECT_EQ(effect.kind, "quantity_threshold");
    EXPECT_EQ(text(effect.new_value, "substance"), "Кодеїн");
    EXPECT_EQ(effect.direction, Direction::unclear);
  }
}

// A list in two annexes; German names the regimes in its headings.
std::vector<Line> lists(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::vector<Line> out = {{"annex_1", "", "Anlage I (nicht verkehrsfähige Betäubungsmittel)"}};
  for (size_t i = 0; i < first.size(); ++i)
    out.push_back({"annex_1__row_" + std::to_string(i + 1), first[i] + "|Betäubungsmittel"});
  out.push_back({"annex_2", "", "Anlage III (verkehrsfähige und verschreibungsfähige Betäubungsmittel)"});
  for (size_t i = 0; i < second.size(); ++i)
    out.push_back({"annex_2__row_" + std::to_string(i + 1), second[i] + "|Betäubungsmittel"});
  return out;
}

TEST(Regimes, AListSaysItsRegimeAndANewNameTightens) {
  const auto found = effects(assessed("de", "", lists({"Heroin", "Mephedron"}, {"Morphin", "Codein"}),
                                      lists({"Heroin", "Mephedron", "Carfentanil"}, {"Morphin", "Codein"})));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0].new_value, "regime"), "prohibited");
  EXPECT_EQ(text(found[0].new_value, "action"), "added");
  EXPECT_EQ(found[0].direction, Direction::harsher);
}

TEST(Regimes, FromProhibitedToMedicalEasesAndBackTightens) {
  const auto strict = lists({"Heroin", "Cannabis", "Mephedron"}, {"Morphin", "Codein", "Fentanyl"}),
             mild = lists({"Heroin", "Mephedron"}, {"Morphin", "Codein", "Fentanyl", "Cannabis"});
  for (const auto& [before, after, direction] :
       {std::tuple{strict, mild, Direction::lighter}, std::tuple{mild, strict, Direction::harsher}}) {
    const auto found = effects(assessed("de", "", before, after));
    ASSERT_FALSE(found.empty());
    for (const Effect& effect : found) {
      EXPECT_EQ(text(effect.new_value, "action"), "moved");
      EXPECT_NE(text(effect.old_value, "regime"), text(effect.new_value, "regime"));
      EXPECT_EQ(effect.direction, direction);
    }
  }
}

TEST(Regimes, ANameThatLeavesMayStandElsewhere) {
  const auto found = effects(assessed("de", "", lists({"Heroin", "Cannabis", "Mephedron"}, {"Morphin"}),
                                      lists({"Heroin", "Mephedron"}, {"Morphin"})));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].direction, Direction::unclear);
  EXPECT_EQ(found[0].reason, "possibly_relocated");
}

// Rules of other acts that speak of drug offences by number.
TEST(NamedArticles, ARuleThatBeginsToNameDrugArticlesIsRelevant) {
  const std::vector<Line>
      before = {{"art_5", "Условное осуждение не применяется по статьям 131, 132 Уголовного кодекса."}},
      after = {
          {"art_5", "Условное осуждение не применяется по статьям 131, 132, 228.1–229 Уголовного кодекса."}};
  const auto set = assessed("ru", "ru/1", before, after);
  ASSERT_EQ(set.changes.size(), 1U);
  EXPECT_TRUE(set.changes[0].relevance.relevant);
  ASSERT_FALSE(set.changes[0].relevance.topics.empty());
  const auto& why = set.changes[0].relevance.topics[0].why;
  EXPECT_TRUE(std::any_of(why.begin(), why.end(), [](const std::string& reason) {
    return reason.starts_with("watch list: names Criminal Code art. 228.1");
  }));
}

TEST(NamedArticles, TheSameNumbersOfAnotherCodeAreNobodys) {
  const std::vector<Line>
      before = {{"art_5", "Срок исчисляется по статьям 131, 132 Уголовно-процессуального кодекса."}},
      after = {{"art_5", "Срок исчисляется по статьям 131, 132, 228 Уголовно-процессуального кодекса."}};
  const auto set = assessed("ru", "ru/1", before, after);
  ASSERT_EQ(set.changes.size(), 1U);
  EXPECT_FALSE(set.changes[0].relevance.relevant);
}

TEST(NamedArticles, ThoseThatWereNamedBeforeDoNotCount) {
  const std::vector<Line> before = {{"art_5",
                                     "Следствие по статьям 131, 228 Уголовного кодекса ведёт следователь."}},
                          after = {
                              {"art_5",
                               "Следствие по статьям 131, 140, 228 Уголовного кодекса ведёт следователь."}};
  EXPECT_FALSE(assessed("ru", "ru/1", before, after).changes.at(0).relevance.relevant);
}

TEST(Amnesty, AnExceptionThatAppearsTightensAndOneThatGoesEases) {
  const std::vector<Line> without = {{"art_2", "Амнистия исполняется в течение месяца."}},
                          excepted = {
                              {"art_2",
                               "Амнистия исполняется в течение месяца.\nЕе действие не распространяется на "
                               "осужденных по статьям 228–233 Уголовного кодекса."}};
  const auto set = assessed("ru", "ru/1", without, excepted);
  const auto found = effects(set);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].direction, Direction::harsher);
  EXPECT_NE(found[0].via.value_or("").find("ru/102041891#art_228, "), std::string::npos);
  EXPECT_TRUE(about(set.changes[0], "amnesty_retroactivity"));
  const auto back = effects(assessed("ru", "ru/1", excepted, without));
  ASSERT_EQ(back.size(), 1U);
  EXPECT_EQ(back[0].direction, Direction::lighter);
}

TEST(Notes, WhatANoteSaysItSaysOfItsArticle) {
  const std::vector<Line> before = {{"art_296", "Хранение наркотических средств наказывается арестом."},
                                    {"art_296__note",
                                     "Лицо, сдавшее наркотические средства, освобождается от уголовной "
                                     "ответственности по настоящей статье."}},
                          after = {{"art_296", "Хранение наркотических средств наказывается арестом."},
                                   {"art_296__note",
                                    "Лицо, впервые сдавшее наркотические средства, освобождается от "
                                    "уголовной ответственности по настоящей статье."}};
  const auto found = effects(assessed("ru", "", before, after));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].via, "art_296");
}

TEST(Indexation, TheUnitOfFinesIsToldThoughNoDrugIsNamed) {
  const std::vector<Line>
      before = {{"art_9",
                 "Установить месячный расчетный показатель для применения штрафных санкций – 3 692 тенге."}},
      after = {{"art_9",
                "Установить месячный расчетный показатель для применения штрафных санкций – 3 932 тенге."}};
  const auto set = assessed("ru", "kz/1", before, after);
  ASSERT_EQ(effects(set).size(), 1U);
  EXPECT_EQ(effects(set)[0].kind, "indexation");
  EXPECT_TRUE(set.changes[0].relevance.relevant);
  EXPECT_EQ(set.changes[0].direction, Direction::neutral);
}

}  // namespace
}  // namespace zakonwatch
