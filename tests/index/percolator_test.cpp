// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/percolator.h"

#include "index_fixture.h"

namespace zakonwatch {
namespace {

class PercolatorTest : public IndexTest {
 protected:
  bool matches(const std::string& text, const std::string& words, const std::string& language = "uk") {
    Percolator percolator(document("c:1", language, text));
    return value_or_throw(percolator.matches(words, lexicons_));
  }
};

TEST_F(PercolatorTest, AQueryMeansWhatItMeansInASearch) {
  const std::string text = "зберігання наркотичних засобів у великих розмірах";
  EXPECT_TRUE(matches(text, "наркотичні засоби"));
  EXPECT_TRUE(matches(text, "\"великих розмірах\""));
  EXPECT_TRUE(matches(text, "зберіг*"));
  EXPECT_FALSE(matches(text, "\"розмірах великих\""));
  EXPECT_FALSE(matches(text, "наркотичні -зберігання"));
  EXPECT_TRUE(matches("კანაფის მოყვანა", "cannabis", "ka"));
  EXPECT_TRUE(matches("կանեփի մշակումն", "каннабіс", "hy"));
  EXPECT_TRUE(matches("Kaņepju audzēšana", "kanepju", "lv"));
}

TEST_F(PercolatorTest, EveryWordIsWanted) {
  EXPECT_FALSE(matches("зберігання майна", "зберігання зброї")) << "a search would loosen, an alert must not";
}

TEST_F(PercolatorTest, AnEmptyQueryWantsEverything) {
  EXPECT_TRUE(matches("будь-що", ""));
  EXPECT_TRUE(matches("", "  "));
}

TEST_F(PercolatorTest, ManyQueriesAskOneDocument) {
  Percolator percolator(document("c:1", "uk", "незаконне вирощування каннабісу"));
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(*percolator.matches("cannabis", lexicons_));
    EXPECT_FALSE(*percolator.matches("тютюн", lexicons_));
  }
}

TEST_F(PercolatorTest, AQueryThatSaysNothingIsAnError) {
  Percolator percolator(document("c:1", "uk", "текст"));
  EXPECT_EQ(percolator.matches("-текст", lexicons_).error().kind, ErrorKind::usage);
}

}  // namespace
}  // namespace zakonwatch
