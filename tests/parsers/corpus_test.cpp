// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "parse_support.h"
#include "tests/places.h"

// Real pages, read in place. Counts of articles against an independent extraction:
// tests/accuracy/articles.py.
namespace zakonwatch {
namespace {

using test::provision;

void expect_sound(const Act& act, const std::string& file) {
  EXPECT_EQ(test::duplicate_eid(act), "") << file;
  EXPECT_GE(act.quality.claimed_share, 0.999) << file;
  EXPECT_GT(act.provisions.size(), 0u) << file;
}

struct Folder {
  const char *path, *extension, *language, *source;
};

class Corpus : public testing::TestWithParam<Folder> {};

TEST_P(Corpus, EveryEditionIsUniqueAndClaimed) {
  const Folder& folder = GetParam();
  const auto files = test::corpus(folder.path, folder.extension);
  if (files.empty()) GTEST_SKIP() << "the corpus is not here";
  const DocumentRules* rules = *folder.source == 0 ? nullptr : &test::source(folder.source).document;
  for (const auto& file : files) {
    if (file.filename().string().starts_with("landing")) continue;
    expect_sound(
        test::parse(folder.language, std::string(folder.extension).substr(1), test::read(file), rules),
        file.string());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Folders, Corpus,
    testing::Values(Folder{"LV/kriminallikums", ".html", "lv", "lv-likumi"},
                    Folder{"LV/nark-apr", ".html", "lv", ""},
                    Folder{"UA/kriminalnyi-kodeks_2341-14", ".md", "uk", ""},
                    Folder{"EE/karistusseadustik", ".md", "et", ""},
                    Folder{"EE/npa-nimekirjad", ".md", "et", ""}, Folder{"EE", ".xml", "et", ""},
                    Folder{"CZ/trestni-zakonik_40-2009", ".md", "cs", ""},
                    Folder{"CZ/navykove-latky_167-1998", ".md", "cs", ""}, Folder{"CZ/acts", ".md", "cs", ""},
                    Folder{"SK/omamne-latky_139-1998", ".md", "sk", ""}, Folder{"SK/acts", ".md", "sk", ""},
                    Folder{"DE/btmg", ".md", "de", ""}, Folder{"RU/ips", ".html", "ru", "ru-ips"}),
    [](const auto& tested) {
      std::string name = tested.param.path;
      for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
      return name + (std::string(tested.param.extension) == ".xml" ? "_xml" : "");
    });

std::string corpus_file(const std::string& path) {
  const std::filesystem::path file = std::filesystem::path(corpus_folder()) / path;
  return std::filesystem::exists(file) ? test::read(file) : std::string();
}

TEST(Scenario, RussianCollision) {
  const std::string page = corpus_file("RU/ips/tk_rf_102074279_current-2026-06.html");
  if (page.empty()) GTEST_SKIP() << "the corpus is not here";
  const Act act = test::parse("ru", "html", page);
  for (const char* eid : {"art_35_1", "art_351", "art_19_1", "art_191", "art_22_1", "art_221", "art_22_2",
                          "art_222", "art_22_3", "art_223", "art_312_9"})
    EXPECT_NE(act.find(eid), nullptr) << eid;
  EXPECT_NE(provision(act, "art_35_1").heading, provision(act, "art_351").heading);
}

TEST(Scenario, UkrainianReformatKeepsTheArticle) {
  const std::string before = corpus_file("UA/kriminalnyi-kodeks_2341-14/2014-10-16.md"),
                    after = corpus_file("UA/kriminalnyi-kodeks_2341-14/2014-10-23.md");
  if (before.empty()) GTEST_SKIP() << "the corpus is not here";
  const Act a = test::parse("uk", "md", before), b = test::parse("uk", "md", after);
  EXPECT_EQ(test::article_eids(a), test::article_eids(b));
  EXPECT_EQ(provision(a, "art_321_1").heading, provision(b, "art_321_1").heading);
  EXPECT_EQ(provision(a, "art_321_1__para_1").text, provision(b, "art_321_1__para_1").text);
}

TEST(Scenario, AmendingActCountsItsOwnArticles) {
  const std::string page = corpus_file("CZ/acts/SB-2025-270.md");
  if (page.empty()) GTEST_SKIP() << "the corpus is not here";
  const Act act = test::parse("cs", "md", page);
  EXPECT_EQ(act.quality.articles, 45);
  EXPECT_EQ(test::article_eids(act).front(), "art_I");
  EXPECT_EQ(test::article_eids(act).back(), "art_XLV");
}

TEST(Scenario, LatvianRulesOfAmendingActs) {
  const std::string without = corpus_file("LV/kriminallikums/20130101.html"),
                    with = corpus_file("LV/kriminallikums/20130401.html");
  if (with.empty()) GTEST_SKIP() << "the corpus is not here";
  const Act a = test::parse("lv", "html", without), b = test::parse("lv", "html", with);
  EXPECT_EQ(a.find("trans_2012-12-13__para_1"), nullptr);
  EXPECT_NE(b.find("trans_2012-12-13__para_1"), nullptr);
  EXPECT_NE(b.find("trans__para_1"), nullptr);
  EXPECT_EQ(provision(a, "trans__para_1").text, provision(b, "trans__para_1").text);
}

TEST(Scenario, LossOfForeignRulesLeavesTheActAsItWas) {
  const std::string with = corpus_file("LV/kriminallikums/20110101.html"),
                    without = corpus_file("LV/kriminallikums/20130101.html");
  if (with.empty()) GTEST_SKIP() << "the corpus is not here";
  const Act a = test::parse("lv", "html", with), b = test::parse("lv", "html", without);
  for (const Act* act : {&a, &b})
    for (const char* eid : {"art_253", "art_253_1", "art_254", "art_255", "art_256", "trans__para_1"})
      EXPECT_NE(act->find(eid), nullptr) << eid;
  for (const Provision& one : a.provisions) {
    const bool foreign = one.eid.starts_with("trans_1") || one.eid.starts_with("trans_2");
    if (foreign) {
      EXPECT_EQ(a.article_of(static_cast<int>(&one - a.provisions.data())), -1) << one.eid;
    }
  }
}

// Scenario 13, the points: the lettered list of limits, where "al)" stands behind "ak)".
TEST(Scenario, HungarianLimitsAreThePointsOfTheirArticle) {
  const std::string page = corpus_file("HU/jogtar/BTK_clean.md");
  if (page.empty()) GTEST_SKIP() << "the corpus is not here";
  const Act act = test::parse("hu", "md", page);
  EXPECT_TRUE(act.quality.number_gaps.empty());
  EXPECT_EQ(test::duplicate_eid(act), "");
  for (const char letter : std::string("abcdefghijkl"))
    EXPECT_NE(act.find("art_461__para_1__point_a__point_a" + std::string(1, letter)), nullptr) << letter;
  EXPECT_EQ(provision(act, "art_461__para_1__point_a__point_al").text, "pentedron esetén a 0,4 gramm,");
  EXPECT_EQ(provision(act, "art_461__para_1__point_a").text,
            "annak bázis formában megadott tiszta hatóanyag-tartalma");
  for (const char* eid :
       {"art_461__para_1__point_b", "art_461__para_1__point_c", "art_461__para_1__point_d__point_db",
        "art_461__para_2", "art_461__para_5", "art_462"})
    EXPECT_NE(act.find(eid), nullptr) << eid;
}

TEST(Scenario, NotesNameTheAmendingAct) {
  const std::string page = corpus_file("UA/kriminalnyi-kodeks_2341-14/2008-05-07.md");
  if (page.empty()) GTEST_SKIP() << "the corpus is not here";
  const Act act = test::parse("uk", "md", page);
  ASSERT_FALSE(provision(act, "art_309").notes.empty());
  const Note& note = provision(act, "art_309").notes.back();
  EXPECT_EQ(note.kind, NoteKind::amend);
  EXPECT_EQ(note.act->number, "270-VI");
  EXPECT_EQ(to_iso(*note.act->date), "2008-04-15");
}

}  // namespace
}  // namespace zakonwatch
