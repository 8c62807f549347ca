// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/tokens.h"

#include <gmock/gmock.h>

#include "index/stems.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> terms(std::string_view text) {
  std::vector<std::string> terms;
  for (const Token& token : tokenise(text)) terms.push_back(token.term);
  return terms;
}

TEST(TokensTest, WordsAreFoldedInEveryScript) {
  EXPECT_THAT(terms("Незаконне придбання; ПСИХОТРОПНИХ речовин."),
              ElementsAre("незаконне", "придбання", "психотропних", "речовин"));
  EXPECT_THAT(terms("ნარკოტიკული საშუალების"), ElementsAre("ნარკოტიკული", "საშუალების"));
  EXPECT_THAT(terms("ԹՄՐԱՄԻՋՈՑՆԵՐ և"), ElementsAre("թմրամիջոցներ", "եւ"));
  EXPECT_THAT(terms("Narkotisko vielu glabāšana"), ElementsAre("narkotisko", "vielu", "glabasana"));
  EXPECT_THAT(terms("Łódź, ČEŠTINA, İstanbul ısı, ștergere ţigară, Őrült, đak"),
              ElementsAre("lodz", "cestina", "istanbul", "isi", "stergere", "tigara", "orult", "dak"));
}

TEST(TokensTest, WhatPeopleTypeOneWayOrAnotherIsOne) {
  EXPECT_EQ(fold_word("п'ять"), fold_word("п’ять"));
  EXPECT_EQ(fold_word("oʻzbek"), fold_word("o'zbek"));
  EXPECT_EQ(fold_word("ещё"), fold_word("еще"));
  EXPECT_EQ(fold_word("за\xCC\x81мок"), "замок") << "a stress mark";
  EXPECT_EQ(fold_word("нaркотик"), fold_word("наркотик")) << "a Latin a inside";
  EXPECT_EQ(fold_word("наркотик"), "наркотик");
  EXPECT_NE(fold_word("йод"), fold_word("иод"));
}

TEST(TokensTest, HyphenatedWordsAreFoundByTheirParts) {
  EXPECT_THAT(terms("нарко-бізнес і опіоїд‑агоніст"),
              ElementsAre("нарко", "бізнес", "і", "опіоїд", "агоніст"));
}

TEST(TokensTest, PlacesAreBytesOfTheText) {
  const std::string text = "«Kaņepes» un-ķīmija";
  std::string printed;
  for (const Token& token : tokenise(text))
    printed += text.substr(token.begin, token.end - token.begin) + "|";
  EXPECT_EQ(printed, "Kaņepes|un|ķīmija|");
}

TEST(TokensTest, HostileTextIsJustText) {
  EXPECT_TRUE(terms("").empty());
  EXPECT_TRUE(terms("--- ' \xE2\x80\x93 \n").empty());
  EXPECT_LE(terms(std::string(100'000, 'x')).at(0).size(), 60U);
  std::string endless;
  for (int i = 0; i < 10'000; ++i) endless += "𐀀";
  for (const std::string& term : terms(endless)) EXPECT_LE(term.size(), 240U);
  EXPECT_NO_THROW(terms("\xff\xfe\x80 \xd0 \xf0\x9f"));
}

TEST(NumbersTest, OneNumberHoweverPrinted) {
  for (const char* printed : {"253.¹", "253¹", "253.1", "253-1", "253 1", "253.¹."})
    EXPECT_EQ(normal_number(printed), "253.1") << printed;
  EXPECT_EQ(normal_number("228.1¹"), "228.1.1");
  EXPECT_EQ(normal_number("6.16.1"), "6.16.1");
  EXPECT_EQ(normal_number("354а"), "354a") << "a Cyrillic a";
  EXPECT_EQ(normal_number("283A"), "283a");
  EXPECT_EQ(normal_number("35¹¹"), "35.11");
  EXPECT_NE(normal_number("35¹"), normal_number("351"));
}

TEST(NumbersTest, WhatCountsAsANumber) {
  for (const char* number : {"309", "228.1", "321-1", "253¹", "283a", "354а", "6.16.1"})
    EXPECT_TRUE(is_number(number)) << number;
  for (const char* word : {"", "стаття", "a1", "2grams", "18+", "5%", "1,5"})
    EXPECT_FALSE(is_number(word)) << word;
}

TEST(StemsTest, InflectionsShareAStem) {
  Stems stems;
  EXPECT_EQ(stems.of("ru", "Наркотических"), stems.of("ru", "наркотическими"));
  EXPECT_EQ(stems.of("ru", "приобретённых"), stems.of("ru", "приобретенных"));
  EXPECT_EQ(stems.of("ro", "dispozițiilor"), stems.of("ro", "dispoziţii"));
  EXPECT_EQ(stems.of("hu", "kábítószerrel"), stems.of("hu", "kábítószer"));
  EXPECT_EQ(stems.of("hy", "թմրամիջոցների"), stems.of("hy", "թմրամիջոցներ"));
  EXPECT_EQ(stems.of("ka", "კანაფის"), "");
  EXPECT_EQ(stems.of("", "x"), "");
}

}  // namespace
}  // namespace zakonwatch
