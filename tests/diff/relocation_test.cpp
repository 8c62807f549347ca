// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/relocation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts.h"

namespace zakonwatch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using zakonwatch::testing::diff;
using zakonwatch::testing::in_words;
using zakonwatch::testing::Line;
using zakonwatch::testing::make_act;

const std::vector<Line> kAct = {
    {"art_1", "Tento zákon upravuje zacházení s návykovými látkami a jejich dovoz a vývoz."},
    {"annex_1", "", "Seznam I"},
    {"annex_1__row_1", "Acetorfin|3-0-acetyl"},
    {"annex_1__row_2", "Alfameprodin|alfa-3-ethyl"},
    {"annex_1__row_3", "Heroin|diacetylmorfin"},
    {"annex_1__row_4", "Kodein|methylmorfin"},
    {"annex_1__row_5", "Kratom|Mitragyna speciosa"},
};
const std::vector<Line> kWithoutLists = {kAct[0]};

Act regulation() {
  Act act = make_act({{"art_1", "Toto nařízení stanoví seznamy."},
                      {"annex_1", "", "Seznam č. 1 omamných látek"},
                      {"annex_1__row_1", "1.|Acetorfin|jiný název"},
                      {"annex_1__row_2", "2.|Alfameprodin|jiný název"},
                      {"annex_1__row_3", "3.|Heroin|jiný název"},
                      {"annex_1__row_4", "4.|Kodein|jiný název"}});
  act.title = "Nařízení vlády o seznamech";
  return act;
}

TEST(Relocation, AListThatMovedToAnotherActIsRelocated) {
  const Act before = make_act(kAct), after = make_act(kWithoutLists), other = regulation();
  const ChangeSet set = diff(before, after, {&other});
  ASSERT_THAT(in_words(set), ElementsAre("relocated+amended annex_1 -> annex_1 subtree",
                                         "repealed annex_1__row_5 -> - subtree"));
  EXPECT_EQ(set.changes[0].new_side->path.front(), "Nařízení vlády o seznamech");
  EXPECT_EQ(set.changes[1].reason, "possibly_relocated");
}

TEST(Relocation, WithoutTheOtherActItIsOnlyPossible) {
  const ChangeSet set = diff(make_act(kAct), make_act(kWithoutLists));
  ASSERT_THAT(in_words(set), ElementsAre("repealed annex_1 -> - subtree"));
  EXPECT_EQ(set.changes[0].reason, "possibly_relocated");
}

TEST(Relocation, ASingleRowIsFoundByItsName) {
  std::vector<Line> shorter = kAct;
  shorter.erase(shorter.begin() + 4);
  const Act before = make_act(kAct), after = make_act(shorter), other = regulation();
  EXPECT_THAT(in_words(diff(before, after, {&other})),
              ElementsAre("relocated+amended annex_1__row_3 -> annex_1__row_3 subtree"));
}

TEST(Relocation, AnOffenceThatCameFromAnotherActIsRelocatedHere) {
  const Act before =
      make_act({{"art_39", "", "Přestupky"},
                {"art_39__para_1",
                 "Fyzická osoba se dopustí přestupku tím, že pěstuje více než pět rostlin konopí."}});
  const Act after = make_act(
      {{"art_39", "", "Přestupky"},
       {"art_39__para_1", "Fyzická osoba se dopustí přestupku tím, že pěstuje více než pět rostlin konopí."},
       {"art_39__para_2", "Fyzická osoba se dopustí přestupku tím, že"},
       {"art_39__para_2__point_a",
        "neoprávněně přechovává návykovou látku v malém množství pro vlastní potřebu,"},
       {"art_39__para_2__point_b",
        "neoprávněně pěstuje pro vlastní potřebu v malém množství rostlinu nebo houbu obsahující návykovou "
        "látku."}});
  Act old_code = make_act(
      {{"art_30", "", "Přestupky na úseku ochrany zdraví"},
       {"art_30__para_1", "Přestupku se dopustí ten, kdo"},
       {"art_30__para_1__point_a", "prodá alkoholický nápoj osobě mladší 18 let,"},
       {"art_30__para_1__point_c",
        "neoprávněně přechovává v malém množství pro svoji potřebu omamnou nebo psychotropní látku, nebo"},
       {"art_30__para_1__point_d",
        "neoprávněně pěstuje pro vlastní potřebu v malém množství rostlinu nebo houbu obsahující omamnou "
        "nebo psychotropní látku."}});
  old_code.title = "Zákon o přestupcích";
  const ChangeSet set = diff(before, after, {&old_code});
  ASSERT_EQ(set.changes.size(), 1U);
  EXPECT_EQ(set.changes[0].kind, ChangeKind::relocated);
  EXPECT_EQ(set.changes[0].old_side->path.front(), "Zákon o přestupcích");
  EXPECT_EQ(set.changes[0].new_side->eid, "art_39__para_2");
}

TEST(Relocation, WordsQuotedInTheAmendingActCameFromNowhere) {
  const std::string text =
      "Kdo neoprávněně vyrobí, doveze, vyveze nebo přechovává kratom v množství větším než malém, bude "
      "potrestán.";
  const Act before = make_act({kAct[0]}), after = make_act({kAct[0], {"art_2", text}});
  const Act amending = make_act({{"art_1", "Zákon se mění takto:"},
                                 {"art_1__point_3", "Za § 1 se vkládá nový § 2, který zní:"},
                                 {"art_1__point_3__quoted", text}});
  EXPECT_THAT(in_words(diff(before, after, {&amending})), ElementsAre("inserted - -> art_2 subtree"));
}

TEST(Relocation, NothingInCommonStaysARepeal) {
  const Act before = make_act(kAct), after = make_act({kAct[1], kAct[2], kAct[3], kAct[4], kAct[5], kAct[6]}),
            other = regulation();
  EXPECT_THAT(in_words(diff(before, after, {&other})), ElementsAre("repealed art_1 -> - subtree"));
}

}  // namespace
}  // namespace zakonwatch
