// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/effects.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "diff/effects_penalty.h"
#include "law/language.h"
#include "law/lexicon.h"
#include "law/source.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

const std::filesystem::path kSources = std::filesystem::path(project_root()) / "sources";

const LanguageProfile& profile(const std::string& language) {
  static Languages languages({kSources});
  static std::map<std::string, std::shared_ptr<const LanguageProfile>> held;
  auto& known = held[language];
  if (!known) {
    auto loaded = load_language(kSources / "languages" / (language + ".toml"));
    if (!loaded) throw std::runtime_error(loaded.error().sentence());
    known = std::make_shared<LanguageProfile>(std::move(*loaded));
  }
  return *known;
}

std::vector<Effect> effects(const std::string& language, std::optional<std::string> before,
                            std::optional<std::string> after) {
  static Lexicons lexicons({kSources});
  const auto lexicon = lexicons.get(language);
  AssessmentContext context;
  context.profile = &profile(language);
  if (lexicon) context.lexicon = lexicon->get();
  return read_effects({"art_1__para_1", std::move(before), std::move(after)}, context);
}

EffectField value(const std::optional<EffectValue>& side, const std::string& key) {
  return side && side->contains(key) ? side->at(key) : EffectField(std::string("absent"));
}
EffectField number(int64_t n) { return n; }
const EffectField kNull;

// Penalties as sanctions of each language print them.
struct Reading {
  const char* language;
  const char* text;
  const char* kind;
  std::optional<double> min, max;
};
class ReadPenalty : public ::testing::TestWithParam<Reading> {};

TEST_P(ReadPenalty, OneTermWithItsEnds) {
  const auto& [language, text, kind, min, max] = GetParam();
  const auto read = read_penalties(text, profile(language));
  ASSERT_EQ(read.size(), 1u) << text;
  EXPECT_EQ(read[0].kind, kind) << text;
  EXPECT_EQ(read[0].min, min) << text;
  EXPECT_EQ(read[0].max, max) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Languages, ReadPenalty,
    ::testing::Values(
        Reading{"uk", "карається позбавленням волі на строк від двох до п'яти років.", "imprisonment", 24,
                60},
        Reading{"uk", "караються арештом на строк від трьох до шести місяців", "arrest", 3, 6},
        Reading{"uk", "штрафом від однієї тисячі до трьох тисяч неоподатковуваних мінімумів доходів громадян",
                "fine", 1000, 3000},
        Reading{"uk", "громадськими роботами на строк від ста шістдесяти до двохсот сорока годин",
                "community_service", 160, 240},
        Reading{"ru", "наказывается лишением свободы на срок от четырех до восьми лет", "imprisonment", 48,
                96},
        Reading{"ru", "лишением свободы на срок до одного года", "imprisonment", std::nullopt, 12},
        Reading{"ru", "штрафом в размере до сорока тысяч рублей", "fine", std::nullopt, 40000},
        Reading{"ru",
                "влечет наложение административного штрафа на граждан в размере от четырех тысяч до пяти "
                "тысяч рублей",
                "fine", 4000, 5000},
        Reading{"ru", "административный арест на срок до пятнадцати суток", "arrest", std::nullopt, 15},
        Reading{"lv", "soda ar brīvības atņemšanu uz laiku no diviem līdz astoņiem gadiem", "imprisonment",
                24, 96},
        Reading{"lv", "soda ar brīvības atņemšanu uz laiku līdz trim gadiem", "imprisonment", std::nullopt,
                36},
        Reading{"et", "karistatakse ühe- kuni kümneaastase vangistusega", "imprisonment", 12, 120},
        Reading{"et", "karistatakse kuni kolmeaastase vangistusega", "imprisonment", std::nullopt, 36},
        Reading{"cs", "bude potrestán odnětím svobody na šest měsíců až tři léta", "imprisonment", 6, 36},
        Reading{"cs", "se uloží pokuta až do výše 500 000 Kč", "fine", std::nullopt, 500000},
        Reading{"sk", "potresce sa odňatím slobody na jeden rok až päť rokov", "imprisonment", 12, 60},
        Reading{"de", "wird mit Freiheitsstrafe bis zu fünf Jahren bestraft", "imprisonment", std::nullopt,
                60}));

TEST(Penalties, TheSameTermIsResolved) {
  const auto read = read_penalties(
      "караються обмеженням волі на строк до трьох років, або позбавленням волі на той самий строк.",
      profile("uk"));
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[1].kind, "imprisonment");
  EXPECT_EQ(read[1].max, 36);
  EXPECT_FALSE(read[1].min.has_value());
}

TEST(Penalties, LifeJoinsTheTermBesideIt) {
  const auto read =
      read_penalties("karistatakse kuue- kuni kahekümneaastase või eluaegse vangistusega", profile("et"));
  ASSERT_EQ(read.size(), 1u);
  EXPECT_TRUE(read[0].life);
  EXPECT_EQ(read[0].min, 72);
  EXPECT_EQ(read[0].max, 240);
}

TEST(Penalties, AMultiplierSaidOnceCountsForBothEnds) {
  const auto read = read_penalties(
      "штрафом від трьох до п'яти тисяч неоподатковуваних мінімумів доходів громадян", profile("uk"));
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].min, 3000);
  EXPECT_EQ(read[0].max, 5000);
}

// law.md section 5, scenario 6 (wording ours, structure of the sanction as there).
TEST(Effects, AddedAlternativesAreEffectsAndTheSameTermIsNone) {
  const auto found = effects("uk",
                             "Незаконне зберігання - карається обмеженням волі на строк до трьох років або "
                             "позбавленням волі на той самий строк.",
                             "Незаконне зберігання - карається штрафом від п'ятдесяти до ста "
                             "неоподатковуваних мінімумів доходів громадян або "
                             "виправними роботами на строк до двох років, або арештом на строк до шести "
                             "місяців, або обмеженням волі на строк до трьох "
                             "років, або позбавленням волі на той самий строк.");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].kind, "fine");
  EXPECT_EQ(value(found[0].new_value, "unit"), EffectField(std::string("UAH_nontaxable_minimum")));
  EXPECT_EQ(value(found[1].new_value, "type"), EffectField(std::string("corrective_labour")));
  EXPECT_EQ(found[2].kind, "arrest");
  for (const auto& effect : found) EXPECT_EQ(effect.direction, Direction::lighter) << effect.kind;
}

// Scenario 7: amounts stay with their substances.
TEST(Effects, AmountsAreNeverSwappedBetweenSubstances) {
  const auto found = effects(
      "uk", "вирощування снотворного маку чи конопель у кількості понад сто рослин",
      "вирощування снотворного маку в кількості від ста до п'ятисот рослин чи конопель у кількості від "
      "десяти до п'ятдесяти рослин");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(value(found[0].new_value, "substance"), EffectField(std::string("opium poppy")));
  EXPECT_EQ(value(found[0].new_value, "amount"), number(100));
  EXPECT_EQ(found[0].direction, Direction::neutral);
  EXPECT_EQ(value(found[1].new_value, "substance"), EffectField(std::string("cannabis")));
  EXPECT_EQ(value(found[1].old_value, "amount"), number(100));
  EXPECT_EQ(value(found[1].new_value, "amount"), number(10));
  EXPECT_EQ(found[1].direction, Direction::harsher);
}

TEST(Effects, EqualReadingsAreNoEffect) {
  EXPECT_TRUE(effects("cs", "bude potrestán odnětím svobody až na dvě léta.",
                      "bude potrestán odnětím svobody až na 2 léta.")
                  .empty());
}

TEST(Effects, APenaltyNamedButNotReadIsNeverCalledDropped) {
  const auto found =
      effects("et", "karistatakse kuni üheaastase vangistusega", "karistatakse kuni xyzaastase vangistusega");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].direction, Direction::unclear);
  EXPECT_EQ(found[0].reason, "partial_text");
}

TEST(Effects, EuroConversionIsNeutral) {
  const auto found =
      effects("sk", "ukladá pokuty až do výšky 500 000 Sk", "ukladá pokuty až do výšky 16 596 eur");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].direction, Direction::neutral);
}

// Scenario 12: a crime that becomes an offence with detention is never simply lighter.
TEST(Effects, FromCrimeToDetentionIsMixed) {
  const auto found = effects(
      "ru", "наказывается штрафом в размере до сорока тысяч рублей либо лишением свободы на срок до трех лет",
      "влечет наложение административного штрафа на граждан в размере от четырех тысяч до пяти тысяч рублей "
      "или административный арест на срок до пятнадцати суток");
  const auto liability =
      std::find_if(found.begin(), found.end(), [](const Effect& e) { return e.kind == "liability"; });
  ASSERT_NE(liability, found.end());
  EXPECT_EQ(value(liability->new_value, "from"), EffectField(std::string("crime")));
  EXPECT_EQ(value(liability->new_value, "to"), EffectField(std::string("administrative_arrest")));
  EXPECT_EQ(liability->direction, Direction::mixed);
  const auto arrest =
      std::find_if(found.begin(), found.end(), [](const Effect& e) { return e.kind == "arrest"; });
  ASSERT_NE(arrest, found.end());
  EXPECT_EQ(value(arrest->new_value, "max_days"), number(15));
}

// Scenario 10: one undefined amount in place of another.
TEST(Effects, AmountsInWordsAreDelegated) {
  const auto found = effects("uk", "у невеликих розмірах зберігання наркотичних засобів",
                             "у великих розмірах зберігання наркотичних засобів");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, "quantity_threshold");
  EXPECT_EQ(found[0].direction, Direction::unclear);
  EXPECT_EQ(found[0].reason, "delegated_elsewhere");
}

// Scenario 11: a narrowed release is never silent.
TEST(Effects, AReleaseThatIsRewordedIsReported) {
  const auto found = effects(
      "ru", "Лицо, добровольно сдавшее наркотические средства, освобождается от уголовной ответственности.",
      "Лицо, впервые добровольно сдавшее наркотические средства, освобождается от уголовной "
      "ответственности.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, "procedure");
  EXPECT_EQ(found[0].direction, Direction::unclear);
}

TEST(Effects, ValuesHaveEveryKeyOfTheContract) {
  const auto found = effects("cs", {}, "bude potrestán odnětím svobody až na dvě léta");
  ASSERT_EQ(found.size(), 1u);
  for (const char* key : {"min_months", "min_days", "max_days", "life"})
    EXPECT_EQ(value(found[0].new_value, key), kNull) << key;
  EXPECT_EQ(value(found[0].new_value, "max_months"), number(24));
  EXPECT_FALSE(found[0].old_value.has_value());
  EXPECT_EQ(found[0].direction, Direction::harsher);
}

TEST(Effects, HostileTextReadsAsNothing) {
  EXPECT_TRUE(effects("uk", std::string("\xd0\xff\x00", 3), std::string(50000, '(')).empty());
}

// The countries' own tables, as committed: law.md section 2 gives the lines of RU (3 and 10 years) and UA (5
// and 10).
std::optional<GravityStep> gravity(const std::string& act, const std::string& where,
                                   const std::string& before, const std::string& after) {
  static const auto catalogue = SourceCatalogue::load({kSources});
  if (!catalogue) throw std::runtime_error(catalogue.error().sentence());
  AssessmentContext context;
  context.profile = &profile(act.substr(0, 2) == "ua" ? "uk" : "ru");
  context.watch = catalogue->watch(ActId(act));
  const auto found = read_effects({where, before, after}, context);
  const auto step =
      std::find_if(found.begin(), found.end(), [](const Effect& e) { return e.gravity.has_value(); });
  return step == found.end() ? std::nullopt : step->gravity;
}

std::string russian(const char* term) {
  return fmt::format("наказывается лишением свободы на срок {}.", term);
}
std::string ukrainian(const char* term) {
  return fmt::format("карається позбавленням волі на строк {}.", term);
}

TEST(Gravity, ATermThatCrossesALineChangesTheClass) {
  const auto ru = [](const char* before, const char* after) {
    return gravity("ru/102041891", "art_228__para_1", russian(before), russian(after));
  };
  const auto step = ru("до трех лет", "до четырех лет");
  ASSERT_TRUE(step);
  EXPECT_EQ(step->from, "minor");
  EXPECT_EQ(step->to, "medium");
  EXPECT_EQ(ru("от пяти до двенадцати лет", "от пяти до десяти лет")->to, "grave");
  EXPECT_FALSE(ru("до четырех лет", "до пяти лет")) << "five years are still of medium gravity";
  EXPECT_FALSE(ru("до шести лет", "до семи лет"));

  const auto uk = [](const char* before, const char* after) {
    return gravity("ua/2341-14", "art_309__para_2", ukrainian(before), ukrainian(after));
  };
  EXPECT_EQ(uk("від двох до п'яти років", "від двох до семи років")->to, "grave");
  EXPECT_EQ(uk("від п'яти до десяти років", "від п'яти до дванадцяти років")->to, "especially_grave");
  EXPECT_FALSE(uk("до двох років", "до трьох років"));
}

TEST(Gravity, NothingIsSaidOfWhatTheTableDoesNotKnow) {
  const std::string before = russian("до трех лет"), after = russian("до четырех лет");
  EXPECT_FALSE(gravity("ru/102041891", "art_109__para_1", before, after))
      << "not watched; it may be negligence";
  EXPECT_FALSE(gravity("ru/102074277", "art_6_8__para_1", before, after)) << "an act without classes";
  EXPECT_FALSE(gravity("kz/K1400000226", "art_296__para_1", before, after)) << "a country without a table";
  EXPECT_FALSE(
      gravity("ru/102041891", "art_228__para_1", "наказывается штрафом до сорока тысяч рублей.", after))
      << "fines have lines of their own";
}

}  // namespace
}  // namespace zakonwatch
