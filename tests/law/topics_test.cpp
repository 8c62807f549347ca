// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/topics.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "law/lexicon.h"

#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace zakonwatch {
namespace {

const std::filesystem::path kSources = std::filesystem::path(project_root()) / "sources";

TEST(Topics, TaxonomyIsComplete) {
  const auto topics = Topics::load(kSources / "topics.toml");
  ASSERT_TRUE(topics.has_value()) << topics.error().sentence();
  for (const char* id : {"possession",
                         "use",
                         "supply",
                         "cultivation",
                         "manufacture",
                         "smuggling",
                         "thresholds",
                         "scheduling",
                         "nps_analogues",
                         "precursors",
                         "medicines_misuse",
                         "inducement",
                         "premises",
                         "theft_diversion",
                         "money_assets",
                         "sentencing",
                         "extreme_penalties",
                         "alternatives",
                         "administrative",
                         "procedure",
                         "amnesty_retroactivity",
                         "youth",
                         "drug_treatment",
                         "compulsory_treatment",
                         "oat",
                         "naloxone_overdose",
                         "harm_reduction",
                         "hiv_hcv_tb",
                         "controlled_medicines",
                         "medical_cannabis",
                         "hemp_cbd",
                         "adult_use_psychedelics",
                         "registers_confidentiality",
                         "testing",
                         "driving",
                         "prevention_education",
                         "prison_health",
                         "prison_regime",
                         "family_custody",
                         "work_rights",
                         "migration",
                         "extradition_cooperation",
                         "equality_women",
                         "social_benefits",
                         "key_populations",
                         "propaganda",
                         "site_blocking",
                         "civic_space",
                         "institutions_strategy",
                         "financing_procurement",
                         "licensing_trade",
                         "treaties"})
    EXPECT_NE(topics->find(id), nullptr) << id;
  for (const Topic& topic : topics->all()) {
    EXPECT_FALSE(topic.label_en.empty() || topic.label_ru.empty() || topic.scope.empty()) << topic.id;
    EXPECT_TRUE(topic.id == "general" || !topic.concepts.empty()) << topic.id;
  }
}

// A weight for a concept that no lexicon knows would never count.
TEST(Topics, EveryConceptHasWordsInSomeLanguage) {
  const auto topics = Topics::load(kSources / "topics.toml");
  ASSERT_TRUE(topics.has_value());
  std::set<std::string> known;
  Lexicons lexicons({kSources});
  const auto all = lexicons.all();
  ASSERT_TRUE(all.has_value()) << all.error().sentence();
  for (const auto& lexicon : *all)
    for (const auto& id : lexicon->concepts()) known.insert(id);
  for (const Topic& topic : topics->all())
    for (const auto& [id, weight] : topic.concepts) EXPECT_TRUE(known.contains(id)) << topic.id << ": " << id;
  for (const auto& [id, weight] : topics->subject()) EXPECT_TRUE(known.contains(id)) << id;
}

TEST(Topics, AlcoholAloneHasNoWeight) {
  const auto topics = Topics::load(kSources / "topics.toml");
  ASSERT_TRUE(topics.has_value());
  for (const char* id : {"alcohol", "tobacco", "poison", "weapon"})
    EXPECT_FALSE(topics->subject().contains(id));
}

TEST(Topics, WrongWeightsAndDoubleTopicsAreRefused) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "topics.toml";
  const std::string topic =
      "[[topic]]\nid = \"a\"\ngroup = \"g\"\nlabel = { en = \"A\", ru = \"А\" }\nscope = \"s\"\nconcepts = { "
      "drug = 7.0 }\n";
  std::ofstream(file) << topic << topic;
  const auto topics = Topics::load(file);
  ASSERT_FALSE(topics.has_value());
  EXPECT_NE(topics.error().sentence().find("weight"), std::string::npos);
  EXPECT_NE(topics.error().sentence().find("twice"), std::string::npos);
}

}  // namespace
}  // namespace zakonwatch
