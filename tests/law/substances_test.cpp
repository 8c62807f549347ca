// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/substances.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "law/lexicon.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace zakonwatch {
namespace {

const std::filesystem::path kSources = std::filesystem::path(project_root()) / "sources";

const Substances& shipped() {
  static const auto read = Substances::load(kSources / "substances.toml");
  if (!read) throw std::runtime_error(read.error().sentence());
  return *read;
}

std::string id_of(std::string_view printed) {
  const Substance* found = shipped().identify(printed);
  return found == nullptr ? "" : found->id;
}

TEST(Substances, AreKnownByTheirNamesInManyScripts) {
  for (const char* name : {"Fentanyl", "фентанил", "фентаніл", "fentanils", "ფენტანილი"})
    EXPECT_EQ(id_of(name), "fentanyl") << name;
  EXPECT_EQ(id_of("Диацетилморфин"), "heroin");
  EXPECT_EQ(id_of("diamorphine"), "heroin");
}

TEST(Substances, SpacesHyphensAndASlipDoNotCount) {
  EXPECT_EQ(id_of("3 - methyl fentanyl"), "3_methylfentanyl");
  EXPECT_EQ(id_of("JWH 018"), "jwh_018");
  EXPECT_EQ(id_of("Pseudoephedrne"), "pseudoephedrine") << "a letter left out";
  EXPECT_EQ(id_of("Flunittrazepam"), "flunitrazepam") << "a letter too many";
  EXPECT_EQ(id_of("Heroin (diacetylmorphine)"), "heroin");
}

TEST(Substances, WhatMayBeAnotherSubstanceIsNotGuessed) {
  EXPECT_EQ(id_of("JWH-999"), "") << "a digit is no slip";
  EXPECT_EQ(id_of("xethylone"), "") << "methylone or ethylone";
  EXPECT_EQ(id_of("acid"), "");
  EXPECT_EQ(id_of(""), "");
  EXPECT_EQ(id_of(std::string("\xff\xfe;(\x80", 5)), "");
}

TEST(Substances, EveryListOfTheConventionsHasThem) {
  std::set<std::string> lists;
  for (const Substance& substance : shipped().all())
    lists.insert(substance.lists.begin(), substance.lists.end());
  for (const char* list : {"1961-I", "1961-II", "1961-IV", "1971-I", "1971-II", "1971-III", "1971-IV",
                           "1988-I", "1988-II", "nps-cathinones", "nps-cannabinoids", "nps-opioids"})
    EXPECT_TRUE(lists.contains(list)) << list;
  EXPECT_GE(shipped().all().size(), 300u);
}

TEST(Substances, AreConceptsOfEveryLexicon) {
  Lexicons lexicons({kSources});
  for (const char* language : {"ru", "cs", "kk"}) {
    const auto lexicon = lexicons.get(language);
    ASSERT_TRUE(lexicon.has_value() && *lexicon);
    std::set<std::string> found;
    for (const auto& hit : (*lexicon)->find("алпразолама, Metadon, JWH-018; dom, doba, det"))
      found.insert(hit.concept_id);
    for (const char* id : {"alprazolam", "benzodiazepine", "methadone", "jwh_018"})
      EXPECT_TRUE(found.contains(id)) << language << ' ' << id;
    EXPECT_FALSE(found.contains("dom") || found.contains("det") || found.contains("brolamfetamine"))
        << language;
  }
}

TEST(Substances, MistakesAreNamedWithTheirLine) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "s.toml") << "[[substance]]\nid = \"x\"\nconcpt = \"y\"\nnames = [\"x\"]\n";
  const auto read = Substances::load(folder.path() / "s.toml");
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().sentence().find("concpt"), std::string::npos);
}

}  // namespace
}  // namespace zakonwatch
