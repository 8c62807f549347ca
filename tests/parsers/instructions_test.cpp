// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/instructions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/parsers/parse_support.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

// Every order as one line: kind targets |old|new|after.
std::vector<std::string> orders(const std::string& language, const std::string& text) {
  std::vector<std::string> out;
  for (const Instruction& each :
       read_instructions(test::parse(language, "txt", text), *test::profile(language)))
    out.push_back(fmt::format("{} {}|{}|{}|{}", to_string(each.kind), fmt::join(each.targets, " "),
                              each.old_words, each.new_words, each.after_words));
  return out;
}
using Lines = std::vector<std::string>;

TEST(Instructions, CzechOrdersNameActPlaceAndWords) {
  const auto found =
      orders("cs",
             "Zákon, kterým se mění zákon č. 1/2000 Sb.\n\nČl. I\n\nZákon č. 1/2000 Sb., o zkoušce, "
             "se mění takto:\n\n1. V § 283 odst. 3 se slovo „osm“ nahrazuje slovem „pět“.\n\n"
             "2. V § 5 odst. 1 písm. a) až c) se za slovo „jed“ vkládají slova „nebo látka“.\n\n"
             "3. § 7 se zrušuje.\n\n4. V § 8 se slova „a b“ zrušují.\n");
  EXPECT_EQ(
      found,
      (Lines{
          "replace_words art_283__para_3|osm|pět|",
          "insert_words art_5__para_1__point_a art_5__para_1__point_b art_5__para_1__point_c||nebo látka|jed",
          "repeal art_7|||", "delete_words art_8|a b||"}));
}

TEST(Instructions, UkrainianOrdersInsideTheirArticle) {
  const auto found = orders(
      "uk",
      "Про внесення змін до Кримінального кодексу України\n\n1. Внести до Кримінального кодексу України такі "
      "зміни:\n\n1) у статті 309:\n\nу частині першій слова \"до трьох років\" замінити словами \"до п'яти "
      "років\";\n\nчастину третю виключити;\n\n2) статтю 310 викласти в такій редакції:\n\n\"Стаття 310. "
      "Посів\n\nНовий текст.\";\n");
  ASSERT_GE(found.size(), 3U);
  EXPECT_EQ(found[0], "replace_words art_309__para_1|до трьох років|до п'яти років|");
  EXPECT_EQ(found[1], "repeal art_309__para_3|||");
  EXPECT_EQ(found[2].substr(0, 15), "restate art_310");
}

TEST(Instructions, RussianOrders) {
  const auto found = orders("ru",
                            "О внесении изменений в Кодекс\n\n1. Внести в Уголовный кодекс следующие "
                            "изменения:\n\n1) в части второй "
                            "статьи 228.1 слова «от пяти» заменить словами «от восьми»;\n\n2) статью 229 "
                            "признать утратившей силу;\n");
  EXPECT_EQ(found, (Lines{"replace_words art_228_1__para_2|от пяти|от восьми|", "repeal art_229|||"}));
}

TEST(Instructions, NumbersBeforeTheirUnits) {
  EXPECT_EQ(
      orders("lv",
             "Grozījumi Krimināllikumā\n\nIzdarīt Krimināllikumā šādus grozījumus:\n\n1. Aizstāt 253.1 panta "
             "otrajā daļā vārdus \"astoņi gadi\" ar vārdiem \"desmit gadi\".\n\n2. Izslēgt 254. pantu.\n"),
      (Lines{"replace_words art_253_1__para_2|astoņi gadi|desmit gadi|", "repeal art_254|||"}));
  EXPECT_EQ(
      orders("lt",
             "Kodekso 260 straipsnio pakeitimo įstatymas\n\n1 straipsnis. 260 straipsnio pakeitimas\n\n260 "
             "straipsnio 2 dalyje vietoj žodžių „iki aštuonerių“ įrašyti žodžius „iki dešimties“.\n"),
      (Lines{"replace_words art_260__para_2|iki aštuonerių|iki dešimties|"}));
}

TEST(Instructions, VerbAtTheEnd) {
  EXPECT_EQ(orders("kk",
                   "Кодекске өзгерістер енгізу туралы\n\n1. Қылмыстық кодексіне мынадай өзгерістер "
                   "енгізілсін:\n\n1) 296-баптың екінші бөлігінде «екі» деген сөз «үш» деген сөзбен "
                   "ауыстырылсын;\n"),
            (Lines{"replace_words art_296__para_2|екі|үш|"}));
  EXPECT_EQ(orders("hy",
                   "Օրենսգրքում փոփոխություններ կատարելու մասին\n\nՀոդված 1. Օրենսգրքի 266-րդ, 272-րդ "
                   "հոդվածներում «հին» բառը փոխարինել «նոր» բառով:\n"),
            (Lines{"replace_words art_266 art_272|հին|նոր|"}));
  EXPECT_EQ(
      orders("az",
             "Məcəllədə dəyişikliklər edilməsi haqqında\n\n1. 234.4.1-ci maddədə “iki” sözü “üç” sözü ilə "
             "əvəz edilsin.\n"),
      (Lines{"replace_words art_234__para_4__point_1|iki|üç|"}));
}

TEST(Instructions, PartOfAProvisionIsNotTheProvision) {
  const auto found = read_instructions(
      test::parse(
          "cs", "txt",
          "Zákon, kterým se mění zákon č. 1/2000 Sb.\n\nČl. I\n\nZákon č. 1/2000 Sb. se mění takto:\n\n"
          "1. V § 39 odst. 8 se věta druhá zrušuje.\n"),
      *test::profile("cs"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].part, "věta");
}

TEST(Instructions, WhatCannotBeReadIsKeptAndSaysSo) {
  const auto found = read_instructions(
      test::parse(
          "cs", "txt",
          "Zákon, kterým se mění zákon č. 1/2000 Sb.\n\nČl. I\n\nZákon č. 1/2000 Sb. se mění takto:\n\n"
          "1. V § 39 odst. 8 se text „a“ jinak upravuje podle „b“.\n\n2. Slovo „x“ se nahrazuje slovem "
          "„y“.\n"),
      *test::profile("cs"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].kind, InstructionKind::unresolved);
  EXPECT_FALSE(found[0].problem.empty());
  EXPECT_EQ(found[1].problem, "it names no place in the act");
}

TEST(Instructions, AnActThatAmendsNothingGivesNoOrders) {
  EXPECT_TRUE(
      orders("cs", "Trestní zákoník\n\n§ 1\n\nTrest se zrušuje a nahrazuje podle § 2 odst. 1.\n").empty());
  EXPECT_TRUE(orders("ru",
                     "Кодекс\n\nСтатья 1. Суд\n\n1. Суд вправе исключить доказательство из части 1 статьи "
                     "5.\n")
                  .empty());
}

TEST(Instructions, StaggeredEntryIntoForce) {
  const auto found = read_instructions(
      test::parse(
          "cs", "txt",
          "Zákon, kterým se mění zákon č. 1/2000 Sb.\n\nČl. I\n\nZákon č. 1/2000 Sb. se mění takto:\n\n1. § "
          "7 se "
          "zrušuje.\n\n2. § 8 se zrušuje.\n\nČl. II\n\nTento zákon nabývá účinnosti dnem 1. ledna 2026, s "
          "výjimkou ustanovení čl. I bodu 2, který nabývá účinnosti dnem 1. července 2026.\n"),
      *test::profile("cs"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].in_force, parse_iso_date("2026-01-01"));
  EXPECT_EQ(found[1].in_force, parse_iso_date("2026-07-01"));
}

TEST(Instructions, ResolveAgainstTheActAndNeverGuess) {
  const Act target = test::parse("cs", "txt", "§ 5\n\n(1) První.\n\n(2) Druhý.\n\n§ 6\n\nJediný.\n");
  std::vector<Instruction> orders(3);
  orders[0].kind = InstructionKind::repeal, orders[0].targets = {"art_5__para_2"};
  orders[1].kind = InstructionKind::repeal, orders[1].targets = {"art_9"};
  orders[2].kind = InstructionKind::insert, orders[2].targets = {"art_5__para_2"};
  resolve_instructions(orders, target);
  EXPECT_TRUE(orders[0].problem.empty());
  EXPECT_EQ(orders[1].problem, "art_9 does not stand in the act");
  EXPECT_EQ(orders[2].problem, "art_5__para_2 stands in the act already");
}

// Scenario 8: of a real amending act the orders that matter to drug policy.
TEST(InstructionsCorpus, ScenarioEight) {
  const std::filesystem::path file = corpus_folder() + "/CZ/acts/SB-2025-270.md";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no corpus";
  const auto found = read_instructions(test::parse("cs", "md", test::read(file)), *test::profile("cs"));
  std::map<std::string, const Instruction*> by_place;
  for (const Instruction& each : found) by_place.emplace(each.eid, &each);
  const Instruction &first = *by_place.at("art_I__point_85"), &second = *by_place.at("art_I__point_86");
  EXPECT_EQ(first.targets, (Lines{"art_283__para_3"}));
  EXPECT_EQ(first.old_words + ">" + first.new_words, "osm>pět");
  EXPECT_EQ(second.targets, (Lines{"art_283__para_4"}));
  EXPECT_EQ(by_place.at("art_I__point_87")->targets, (Lines{"art_283a"}));
  EXPECT_EQ(first.act.number, "40/2009");
}

TEST(InstructionsCorpus, EveryLanguageHasItsPhrases) {
  for (const auto& entry : std::filesystem::directory_iterator(project_root() + "/sources/languages"))
    EXPECT_TRUE(test::profile(entry.path().stem().string())->amending.known()) << entry.path();
}

}  // namespace
}  // namespace zakonwatch
