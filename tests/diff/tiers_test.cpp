// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/tiers.h"

#include <gtest/gtest.h>

#include "law/language.h"
#include "law/lexicon.h"
#include "tests/diff/acts.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

using testing::Line;
using testing::make_act;

class Tiers : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto sources = std::filesystem::path(project_root()) / "sources";
    profile_ = std::make_shared<LanguageProfile>(*load_language(sources / "languages" / "cs.toml"));
    lexicon_ = std::make_shared<Lexicon>(*Lexicon::load(sources / "lexicon" / "cs.toml"));
  }
  static ChangeSet compared(const std::vector<Line>& before, const std::vector<Line>& after) {
    const Act old_act = make_act(before), new_act = make_act(after);
    CompareInput input;
    input.old_act = &old_act;
    input.new_act = &new_act;
    input.assess.profile = profile_.get();
    input.assess.lexicon = lexicon_.get();
    return compare(input);
  }
  // "imprisonment 0-36 -> 0-60 harsher", one per effect of the first article.
  static std::vector<std::string> told(const ChangeSet& set) {
    std::vector<std::string> out;
    if (set.articles.empty()) return out;
    for (const Effect& effect : set.articles.front().effects)
      out.push_back(effect.kind + " " + ends(effect.old_value) + " -> " + ends(effect.new_value) + " " +
                    std::string(to_string(effect.direction)));
    return out;
  }
  static bool anybody_says(const ChangeSet& set, Direction direction) {
    return std::any_of(set.changes.begin(), set.changes.end(),
                       [&](const Change& change) { return change.direction == direction; });
  }

 private:
  static std::string ends(const std::optional<EffectValue>& value) {
    if (!value) return "none";
    const auto number = [&](const char* key) {
      const auto found = value->find(key);
      const auto* n = found == value->end() ? nullptr : std::get_if<int64_t>(&found->second);
      return n == nullptr ? std::string("?") : std::to_string(*n);
    };
    return number("min_months") + "-" + number("max_months");
  }
  inline static std::shared_ptr<const LanguageProfile> profile_;
  inline static std::shared_ptr<const Lexicon> lexicon_;
};

// The sanction went from the paragraph's own text to the line behind its new points.
TEST_F(Tiers, ATermThatMovedBehindNewPointsIsOneTermChanged) {
  const auto set =
      compared({{"art_187", "", "Nedovolená výroba"},
                {"art_187__para_1",
                 "Kdo vyrobí, doveze nebo pro jiného přechovává omamnou látku, bude potrestán odnětím "
                 "svobody na jeden rok až pět let."},
                {"art_187__para_2",
                 "Odnětím svobody na dva roky až deset let bude pachatel potrestán, způsobí-li smrt."}},
               {{"art_187", "", "Nedovolená výroba"},
                {"art_187__para_1", "Kdo neoprávněně omamnou látku"},
                {"art_187__para_1__point_a", "vyrobí nebo doveze,"},
                {"art_187__para_1__point_b", "koupí, smění nebo jinak opatří, nebo"},
                {"art_187__para_1__point_c",
                 "přechovává po jakoukoli dobu, bude potrestán odnětím svobody na dva roky až osm let."},
                {"art_187__para_2",
                 "Odnětím svobody na dva roky až deset let bude pachatel potrestán, způsobí-li smrt."}});
  EXPECT_EQ(told(set), (std::vector<std::string>{"imprisonment 12-60 -> 24-96 harsher"}));
  EXPECT_FALSE(anybody_says(set, Direction::lighter));
}

TEST_F(Tiers, AWiderFirstTierWithTheOldOneKeptIsHarsher) {
  const auto set =
      compared({{"art_370",
                 "Kdo se nedostaví za válečného stavu k odvodnímu řízení v úmyslu povinnost nesplnit, bude "
                 "potrestán odnětím svobody na šest měsíců až tři léta.",
                 "Neplnění odvodní povinnosti"}},
               {{"art_370", "", "Neplnění odvodní povinnosti"},
                {"art_370__para_1",
                 "Kdo se nedostaví k odvodnímu řízení v úmyslu povinnost nesplnit, bude potrestán "
                 "odnětím svobody až na šest měsíců."},
                {"art_370__para_2",
                 "Odnětím svobody na šest měsíců až tři léta bude pachatel potrestán, spáchá-li čin "
                 "uvedený v odstavci 1 za válečného stavu."}});
  EXPECT_EQ(told(set), (std::vector<std::string>{"imprisonment none -> ?-6 harsher"}));
  EXPECT_FALSE(anybody_says(set, Direction::lighter));
}

// The same numbers, but the new first tier is a privilege carved out of the old offence.
TEST_F(Tiers, APrivilegeInFrontOfTheOldTierIsNotDecided) {
  const auto set =
      compared({{"art_284",
                 "Kdo neoprávněně přechovává omamnou látku, bude potrestán odnětím svobody na šest měsíců až "
                 "tři léta.",
                 "Přechovávání"}},
               {{"art_284", "", "Přechovávání"},
                {"art_284__para_1",
                 "Kdo neoprávněně přechovává omamnou látku v malém množství, bude potrestán odnětím "
                 "svobody až na šest měsíců."},
                {"art_284__para_2",
                 "Odnětím svobody na šest měsíců až tři léta bude pachatel potrestán, spáchá-li čin "
                 "uvedený v odstavci 1 ve větším rozsahu."}});
  ASSERT_FALSE(set.articles.empty());
  EXPECT_EQ(set.articles.front().direction, Direction::unclear);
  EXPECT_FALSE(anybody_says(set, Direction::harsher));
  EXPECT_FALSE(anybody_says(set, Direction::lighter));
}

TEST_F(Tiers, ATierThatOnlyGotAnotherNumberWeighsNothing) {
  const Line base{"art_5__para_1", "Kdo prodá omamnou látku, bude potrestán odnětím svobody až na tři léta."};
  const std::string grave =
      "Odnětím svobody na tři léta až osm let bude pachatel potrestán, způsobí-li smrt.";
  const auto set = compared({{"art_5", "", "Prodej"}, base, {"art_5__para_2", grave}},
                            {{"art_5", "", "Prodej"},
                             base,
                             {"art_5__para_2", "Stejně bude potrestán, kdo takovou látku nabídne."},
                             {"art_5__para_3", grave}});
  EXPECT_TRUE(told(set).empty());
  EXPECT_FALSE(anybody_says(set, Direction::lighter));
}

TEST_F(Tiers, ANewGraverTierIsHarsher) {
  const Line base{"art_5__para_1", "Kdo prodá omamnou látku, bude potrestán odnětím svobody až na tři léta."};
  const auto set =
      compared({{"art_5", "", "Prodej"}, base},
               {{"art_5", "", "Prodej"},
                base,
                {"art_5__para_2",
                 "Odnětím svobody na tři léta až osm let bude pachatel potrestán, způsobí-li smrt."}});
  EXPECT_EQ(told(set), (std::vector<std::string>{"imprisonment none -> 36-96 harsher"}));
}

// The legislator put a tier between two others, and the paragraphs were compared by their numbers.
TEST_F(Tiers, ATierPutBetweenTwoOthersLeavesBothAsTheyWere) {
  const Line base{"art_5__para_1", "Kdo prodá omamnou látku, bude potrestán odnětím svobody až na tři léta."};
  const std::string grave =
      "Odnětím svobody na osm až dvanáct let bude pachatel potrestán, způsobí-li takovým činem smrt nejméně "
      "dvou "
      "osob.";
  const auto set = compared(
      {{"art_5", "", "Prodej"}, base, {"art_5__para_2", grave}},
      {{"art_5", "", "Prodej"},
       base,
       {"art_5__para_2",
        "Odnětím svobody na pět až osm let bude pachatel potrestán, způsobí-li takovým činem těžkou újmu."},
       {"art_5__para_3", grave}});
  EXPECT_EQ(told(set), (std::vector<std::string>{"imprisonment none -> 60-96 harsher"}));
}

TEST_F(Tiers, ANewTierMilderThanAllOthersIsNotDecided) {
  const Line base{"art_5__para_1", "Kdo prodá omamnou látku, bude potrestán odnětím svobody až na tři léta."};
  const auto set = compared({{"art_5", "", "Prodej"}, base},
                            {{"art_5", "", "Prodej"},
                             base,
                             {"art_5__para_2", "Peněžitým trestem bude potrestán, kdo ji prodá příteli."}});
  EXPECT_FALSE(anybody_says(set, Direction::harsher));
  EXPECT_FALSE(anybody_says(set, Direction::lighter));
}

TEST_F(Tiers, ASanctionPrintedBehindTheListInsteadOfBeforeItIsNeutral) {
  const auto set =
      compared({{"art_5", "", "Prodej"},
                {"art_5__para_1", "Kdo prodá omamnou látku bude potrestán odnětím svobody až na tři léta"},
                {"art_5__para_1__point_a", "dítěti nebo"},
                {"art_5__para_1__point_b", "ve věznici,"}},
               {{"art_5", "", "Prodej"},
                {"art_5__para_1", "Kdo prodá omamnou látku"},
                {"art_5__para_1__point_a", "dítěti nebo"},
                {"art_5__para_1__point_b", "ve věznici, bude potrestán odnětím svobody až na tři léta"}});
  ASSERT_FALSE(set.articles.empty());
  EXPECT_EQ(set.articles.front().direction, Direction::neutral);
}

TEST_F(Tiers, PenaltiesNamedInARuleAboutThemPunishNobody) {
  const auto set =
      compared({{"art_94", "", "Promlčení"}, {"art_94__para_1", "Do doby se nezapočítává výkon vazby."}},
               {{"art_94", "", "Promlčení"},
                {"art_94__para_1",
                 "Do doby se nezapočítává výkon vazby, a jde-li o trest vyhoštění, doba přerušení."}});
  EXPECT_TRUE(told(set).empty());
}

TEST_F(Tiers, APointThatLeavesAListOfConductEases) {
  const Line rule{"art_5__para_1",
                  "Odnětím svobody na dvě léta až osm let bude pachatel potrestán, spáchá-li čin"};
  const auto set = compared({{"art_5", "", "Prodej"},
                             rule,
                             {"art_5__para_1__point_a", "jako člen organizované skupiny,"},
                             {"art_5__para_1__point_b", "výdělečně, nebo"},
                             {"art_5__para_1__point_c", "způsobí-li smrt."}},
                            {{"art_5", "", "Prodej"},
                             rule,
                             {"art_5__para_1__point_a", "jako člen organizované skupiny,"},
                             {"art_5__para_1__point_c", "způsobí-li smrt."}});
  ASSERT_FALSE(set.articles.empty());
  EXPECT_EQ(set.articles.front().direction, Direction::lighter);
}

// The same act rewrites the general part: what is gone here may be granted there for every offence.
TEST_F(Tiers, AFineThatGoesWithTheGeneralPartIsNotDecided) {
  const std::string prison = "Kdo prodá omamnou látku, bude potrestán odnětím svobody až na tři léta";
  const auto act = [&](const std::string& general, const std::string& sanction) {
    return std::vector<Line>{{"chp_1", "", "Obecná část"},
                             {"art_1", general},
                             {"chp_2", "", "Zvláštní část"},
                             {"art_5", sanction}};
  };
  const std::string older = "Peněžitý trest ukládá soud tam, kde to zákon dovoluje.",
                    newer = "Peněžitý trest může soud uložit za každý přečin.";
  const auto with = compared(act(older, prison + " nebo peněžitým trestem."), act(newer, prison + "."));
  const auto without = compared(act(older, prison + " nebo peněžitým trestem."), act(older, prison + "."));
  const auto dropped = [](const ChangeSet& set) {
    for (const Change& change : set.changes)
      for (const Effect& effect : change.effects)
        if (effect.kind == "fine") return std::pair(effect.direction, effect.reason.value_or(""));
    return std::pair(Direction::neutral, std::string("none"));
  };
  EXPECT_EQ(dropped(without), std::pair(Direction::harsher, std::string()));
  EXPECT_EQ(dropped(with), std::pair(Direction::unclear, std::string("general_part_changed")));
}

}  // namespace
}  // namespace zakonwatch
