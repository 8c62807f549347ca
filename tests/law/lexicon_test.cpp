// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace zakonwatch {
namespace {

class LexiconTest : public ::testing::Test {
 protected:
  // A lexicon of these entries.
  Lexicon make(const std::string& toml) {
    const auto file = folder_.path() / ("lexicon_" + std::to_string(count_++) + ".toml");
    std::ofstream(file) << toml;
    auto lexicon = Lexicon::load(file);
    EXPECT_TRUE(lexicon.has_value()) << lexicon.error().sentence();
    return std::move(*lexicon);
  }
  static std::vector<std::string> concepts(const Lexicon& lexicon, std::string_view text) {
    std::vector<std::string> out;
    for (const auto& hit : lexicon.find(text)) out.push_back(hit.concept_id);
    return out;
  }
  TemporaryFolder folder_;
  int count_ = 0;
};

using Names = std::vector<std::string>;

TEST_F(LexiconTest, StemMatchesEveryInflectionButNoInnerPart) {
  const auto lexicon = make("[[entry]]\nconcept = \"drug\"\nstem = [\"drog\"]\n");
  EXPECT_EQ(concepts(lexicon, "Drogy, drogou; hidrogeologija"), (Names{"drug", "drug"}));
}

TEST_F(LexiconTest, AStemBehindAShorterOneOfItsConceptIsIdle) {
  const std::string stop = "stop_words = [\"и\"]\n";
  const auto idle = make(stop + "[[entry]]\nconcept = \"supply\"\nstem = [\"сбыт\", \"сбытов\"]\n").lint();
  ASSERT_EQ(idle.size(), 1u);
  EXPECT_NE(idle[0].find("'сбытов' of concept supply is never reached behind 'сбыт'"), std::string::npos);
  // Another concept, and a shorter stem that is excluded where the longer one is not.
  EXPECT_TRUE(make(stop + "[[entry]]\nconcept = \"supply\"\nstem = [\"сбыт\"]\n"
                          "[[entry]]\nconcept = \"trafficking\"\nstem = [\"сбытов\"]\n")
                  .lint()
                  .empty());
  EXPECT_TRUE(make(stop + "[[entry]]\nconcept = \"supply\"\nstem = [\"сбыт\"]\nnot_near = [\"энерг*\"]\n"
                          "[[entry]]\nconcept = \"supply\"\nstem = [\"сбытов\"]\n")
                  .lint()
                  .empty());
}

TEST_F(LexiconTest, AStemThatMatchesAStopWordIsToldAndSoIsAMissingList) {
  const std::string entry = "[[entry]]\nconcept = \"supply\"\nstem = [\"пр\"]\n";
  const auto met = make("stop_words = [\"при\", \"для\"]\n" + entry).lint();
  ASSERT_EQ(met.size(), 1u);
  EXPECT_NE(met[0].find("matches the stop word 'при'"), std::string::npos);
  EXPECT_EQ(make(entry).lint(), Names{"no stop_words to hold the stems against"});
}

TEST_F(LexiconTest, HitsCarryTheWordsAndTheirPlace) {
  const auto lexicon = make("[[entry]]\nconcept = \"cannabis\"\nstem = [\"конопл\"]\n");
  const std::string text = "Незаконний посів Конопляного насіння";
  const auto hits = lexicon.find(text);
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].words, "Конопляного");
  EXPECT_EQ(text.substr(hits[0].begin, hits[0].end - hits[0].begin), "Конопляного");
}

TEST_F(LexiconTest, PhraseNeedsAllItsWordsWithinFour) {
  const auto lexicon = make("[[entry]]\nconcept = \"poppy\"\nphrase = [\"мак* снотворн*\"]\n");
  EXPECT_EQ(concepts(lexicon, "вирощування снотворного маку"), Names{"poppy"});
  EXPECT_EQ(concepts(lexicon, "маку та інших снотворних"), Names{"poppy"});
  EXPECT_TRUE(concepts(lexicon, "маку, а також усіх інших рослин снотворних").empty());
  EXPECT_TRUE(concepts(lexicon, "максимальний строк").empty());
}

TEST_F(LexiconTest, PhraseWordWithoutStarIsTheWholeWord) {
  const auto lexicon = make("[[entry]]\nconcept = \"thc\"\nstem = [\"=thc\"]\nphrase = [\"bez licence\"]\n");
  EXPECT_EQ(concepts(lexicon, "obsah THC; bez licence"), (Names{"thc", "thc"}));
  EXPECT_TRUE(concepts(lexicon, "THCA, bez licencované").empty());
}

TEST_F(LexiconTest, ContextExcludes) {
  const auto lexicon =
      make("[[entry]]\nconcept = \"drug\"\nstem = [\"наркотичн\"]\nnot_near = [\"сп'янін*\"]\n");
  EXPECT_TRUE(concepts(lexicon, "у стані алкогольного, наркотичного чи іншого сп’яніння").empty());
  EXPECT_EQ(concepts(lexicon, "збут наркотичних засобів"), Names{"drug"});
}

TEST_F(LexiconTest, LookAlikesApostrophesAndTurkicLettersFold) {
  const auto lexicon = make(
      "[[entry]]\nconcept = \"kazakh\"\nstem = [\"есірткі\"]\n[[entry]]\nconcept = \"illegal\"\nstem = "
      "[\"qanunsuz\", "
      "\"g'ayriqonuniy\"]\n[[entry]]\nconcept = \"romanian\"\nstem = [\"substanț\"]\n[[entry]]\nconcept = "
      "\"person\"\nstem = [\"şəxsı\"]\n");
  EXPECT_EQ(concepts(lexicon, "ecipткi құралдары"), Names{"kazakh"}) << "Latin twins in most places";
  EXPECT_EQ(concepts(lexicon, "есiрткi құралдары"), Names{"kazakh"}) << "Latin i inside";
  EXPECT_EQ(concepts(lexicon, "gʻayriqonuniy"), Names{"illegal"});
  EXPECT_EQ(concepts(lexicon, "substanţe stupefiante"), Names{"romanian"}) << "cedilla";
  EXPECT_EQ(concepts(lexicon, "ŞƏXSI"), Names{"person"});
}

TEST_F(LexiconTest, GeorgianAndArmenianWork) {
  const auto lexicon = make(
      "[[entry]]\nconcept = \"drug\"\nstem = [\"ნარკოტიკ\", \"թմրամիջոց\"]\n[[entry]]\nconcept = "
      "\"small_amount\"\nphrase = "
      "[\"მცირე ოდენობ*\"]\n");
  EXPECT_EQ(concepts(lexicon, "ნარკოტიკული საშუალების მცირე ოდენობით"), (Names{"drug", "small_amount"}));
  EXPECT_EQ(concepts(lexicon, "Թմրամիջոցների ապօրինի շրջանառություն"), Names{"drug"});
}

TEST_F(LexiconTest, OneHitPerConceptAndPlace) {
  const auto lexicon = make("[[entry]]\nconcept = \"drug\"\nstem = [\"narko\", \"narkotik\"]\n");
  EXPECT_EQ(concepts(lexicon, "narkotika"), Names{"drug"});
}

TEST_F(LexiconTest, HostileTextIsOnlyText) {
  const auto lexicon = make("[[entry]]\nconcept = \"drug\"\nstem = [\"narko\"]\n");
  EXPECT_TRUE(lexicon.find("").empty());
  EXPECT_TRUE(lexicon.find(std::string("\xff\xfe\x80 \xd0", 5)).empty());
  EXPECT_EQ(lexicon.find(std::string(100000, 'a') + " narkotik").size(), 1u);
}

TEST_F(LexiconTest, MistakesAreNamedWithTheirLine) {
  const auto file = folder_.path() / "broken_lexicon.toml";
  std::ofstream(file) << "[[entry]]\nconcept = \"drug\"\nstem = [\"two words\"]\nstems = [\"x\"]\n";
  const auto lexicon = Lexicon::load(file);
  ASSERT_FALSE(lexicon.has_value());
  EXPECT_NE(lexicon.error().sentence().find("two words"), std::string::npos);
  EXPECT_NE(lexicon.error().sentence().find("stems"), std::string::npos);
}

// ---- the shipped files -----------------------------------------------------------------------------------
std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> out;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(project_root()) / "sources/lexicon"))
    if (file.path().extension() == ".toml") out.push_back(file.path());
  std::sort(out.begin(), out.end());
  return out;
}

TEST(ShippedLexicons, LoadAndHaveSixtyConcepts) {
  for (const auto& file : shipped()) {
    const auto lexicon = Lexicon::load(file);
    ASSERT_TRUE(lexicon.has_value()) << lexicon.error().sentence();
    EXPECT_GE(lexicon->concepts().size(), 60u) << file;
    EXPECT_FALSE(lexicon->stems("drug").empty()) << file;
  }
}

// Drugs are found in every language by a plain sentence of its law; medicine, poison, weapon and drink are
// not.
TEST(ShippedLexicons, TellDrugsFromTheirNeighbours) {
  struct Case {
    const char* language;
    const char* drugs;
    const char* neighbours;
  };
  const Case cases[] = {
      {"uk", "збут наркотичних засобів або психотропних речовин",
       "отруйні речовини, лікарські засоби, зброя, алкогольні напої"},
      {"ru", "сбыт наркотических средств и психотропных веществ",
       "ядовитые вещества, лекарственные средства, оружие, алкоголь"},
      {"lv", "narkotisko un psihotropo vielu realizēšana", "indīgas vielas, ieroči, alkoholiskie dzērieni"},
      {"et", "narkootilise või psühhotroopse aine edasiandmine", "mürk, relv, alkohol, ravim"},
      {"cs", "výroba omamných a psychotropních látek", "jedy, zbraně, alkoholické nápoje, léčiva"},
      {"sk", "výroba omamných a psychotropných látok", "jedy, zbrane, alkoholické nápoje, lieky"},
      {"de", "unerlaubter Verkehr mit Betäubungsmitteln",
       "Gifte, Waffen, alkoholische Getränke, Arzneimittel"},
      {"en", "trafficking in narcotic drugs and psychotropic substances",
       "poisons, weapons, alcoholic beverages, medicines"},
  };
  for (const auto& [language, drugs, neighbours] : cases) {
    const auto lexicon = Lexicon::load(std::filesystem::path(project_root()) / "sources/lexicon" /
                                       (std::string(language) + ".toml"));
    ASSERT_TRUE(lexicon.has_value()) << lexicon.error().sentence();
    const auto has_drug = [&](const char* text) {
      const auto hits = lexicon->find(text);
      return std::any_of(hits.begin(), hits.end(), [](const auto& h) {
        return h.concept_id == "drug" || h.concept_id == "psychotropic";
      });
    };
    EXPECT_TRUE(has_drug(drugs)) << language;
    EXPECT_FALSE(has_drug(neighbours)) << language;
  }
}

TEST(ShippedLexicons, HaveNoIdleWordingAndMatchNoStopWord) {
  const auto folder = std::filesystem::path(project_root()) / "sources/lexicon";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto lexicon = Lexicon::load(entry.path());
    ASSERT_TRUE(lexicon.has_value()) << entry.path();
    EXPECT_EQ(lexicon->lint(), Names()) << entry.path();
  }
}

}  // namespace
}  // namespace zakonwatch
