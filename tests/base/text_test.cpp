// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "tests/places.h"

#include <gtest/gtest.h>

#include <fstream>

namespace zakonwatch {
namespace {

// Each kind of sequence, sound and ill-formed (The Unicode Standard, table 3-7), at every distance from a
// text's ends: one reader goes byte by byte, the other sixty-four at a time.
TEST(Text, ValidityIsTheSameWhereverASequenceStands) {
  for (const std::string_view sequence : {"\xC2\x80",
                                          "\xDF\xBF",
                                          "\xE0\xA0\x80",
                                          "\xED\x9F\xBF",
                                          "\xEE\x80\x80",
                                          "\xF0\x90\x80\x80",
                                          "\xF4\x8F\xBF\xBF",
                                          "\xEF\xBF\xBD",
                                          "\x80",
                                          "\xBF",
                                          "\xC0\xAF",
                                          "\xC1\xBF",
                                          "\xC2",
                                          "\xC2\x41",
                                          "\xE0\x9F\xBF",
                                          "\xE1\x80",
                                          "\xE1\x80\x41",
                                          "\xED\xA0\x80",
                                          "\xF0\x8F\xBF\xBF",
                                          "\xF1\x80\x80",
                                          "\xF4\x90\x80\x80",
                                          "\xF5\x80\x80\x80",
                                          "\xFF",
                                          "\xC3\xA9\x80",
                                          "\xE2\x82\xAC\x80",
                                          "\xF0\x9F\x98\x80\x80"})
    for (size_t before = 0; before < 140; ++before)
      for (const size_t after : {0, 1, 2, 3, 61, 64, 70}) {
        const std::string text = std::string(before, 'a') + std::string(sequence) + std::string(after, 'z');
        size_t replaced = 0;
        const bool sound = repair_utf8(text, &replaced) == text && replaced == 0;
        ASSERT_EQ(is_valid_utf8(text), sound) << before << " bytes before, " << after << " behind";
      }
}

TEST(Text, IllFormedUtf8IsReplacedAndCounted) {
  size_t replaced = 0;
  EXPECT_EQ(repair_utf8("a\xC3\x28z", &replaced), "a\xEF\xBF\xBD(z");
  EXPECT_EQ(replaced, 1U);
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // a surrogate
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // past U+10FFFF
  EXPECT_TRUE(is_valid_utf8("გამოცემა \xEF\xBF\xBD"));
}

TEST(Text, LowerCaseDoesNotDependOnTheLocale) {
  EXPECT_EQ(to_lower("TITLE СТАТТЯ ԳԼՈՒԽ"), "title стаття գլուխ");
  EXPECT_EQ(to_lower("I"), "i");
}

TEST(Text, SpacesOfEveryKindBecomeOne) {
  EXPECT_EQ(squeeze_space("  a\u00A0\u2009 b\t\n c "), "a b c");
  EXPECT_EQ(squeeze_space("a \n \n b  c", true), "a\nb c");
}

TEST(Text, WordsKeepApostrophesAndHyphensInside) {
  const std::string text = "П'ять осіб-учасників, 10 % - 2281";
  std::vector<std::string> found;
  for (const Word& word : words(text)) found.push_back(text.substr(word.begin, word.end - word.begin));
  EXPECT_EQ(found, (std::vector<std::string>{"П'ять", "осіб-учасників", "10", "2281"}));
}

TEST(Fold, NoiseIsNotSeen) {
  EXPECT_EQ(fold("«великий» розмір — 5"), fold("\"великий\" розмір - 5"));
  EXPECT_EQ(fold("текст ,  далі"), fold("текст, далі"));
  EXPECT_EQ(fold("пере\u00ADрва"), fold("перерва"));
  EXPECT_EQ(fold("№ 270-VI"), fold("N 270-VI"));
  EXPECT_EQ(fold("e\u0301"), fold("\u00E9"));  // NFD and NFC
}

TEST(Fold, LookAlikeLettersInsideAWordAreSlips) {
  EXPECT_EQ(fold("Cтаття"), fold("Стаття"));  // Latin C
  EXPECT_EQ(fold("тpавня"), fold("травня"));  // Latin p
  EXPECT_NE(fold("мак"), fold("маки"));
  EXPECT_NE(fold("CT"), fold("VT"));
}

TEST(Fold, YoIsTheProfilesWord) {
  EXPECT_NE(fold("ещё"), fold("еще"));
  EXPECT_EQ(fold("ещё", {.yo_is_ye = true}), fold("еще", {.yo_is_ye = true}));
}

TEST(Fold, WhatChangesTheLawIsSeen) {
  EXPECT_NE(fold("до трьох років"), fold("до двох років"));
  EXPECT_NE(fold("10 г"), fold("1,0 г"));
  EXPECT_NE(fold("та"), fold("або"));
}

TEST(Text, EllipsisNeverSplitsAGrapheme) {
  EXPECT_EQ(ellipsis("კანაფი", 3), "კან…");
  EXPECT_EQ(ellipsis("e\u0301a", 1), "e\u0301…");
  EXPECT_EQ(ellipsis("abc", 3), "abc");
}

TEST(Text, ControlsAreStripped) { EXPECT_EQ(strip_controls("a\r\nb\u202Ec\u0007"), "abc"); }

// UAX 15's own table: columns c1..c5; NFC(c1..c3) = c2, NFC(c4..c5) = c4.
TEST(Text, NfcAgreesWithTheUnicodeConsortium) {
  std::ifstream table(std::string(corpus_folder()) + "/conformance/unicode/NormalizationTest.txt");
  if (!table) GTEST_SKIP() << "the corpus is not here";
  const auto read = [](std::string_view field) {
    std::string out;
    for (const auto code : split(field, ' '))
      append_utf8(out, static_cast<char32_t>(std::stoul(std::string(code), nullptr, 16)));
    return out;
  };
  int rows = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#' || line[0] == '@') continue;
    const auto fields = split(line, ';');
    const std::string c2 = read(fields[1]), c4 = read(fields[3]);
    for (const size_t i : {0U, 1U, 2U}) EXPECT_EQ(to_nfc(read(fields[i])), c2) << line;
    for (const size_t i : {3U, 4U}) EXPECT_EQ(to_nfc(read(fields[i])), c4) << line;
    ++rows;
  }
  EXPECT_GT(rows, 18000);
}

// What prints nothing stands between a letter and its mark, or a look-alike takes the mark: one text all the
// same.
TEST(Fold, ComposesWhatFoldingBringsTogether) {
  EXPECT_EQ(fold("caf\u00E9"), fold("cafe\u200D\u0301"));
  EXPECT_EQ(fold("\u0433\u045E\u0434"), fold("\u0433y\u0306\u0434"));
  for (const char* text : {"e\u200D\u0309", "\u2116\u0303", "\u0433y\u0306\u0434", "a\u00AD\u0308b"})
    EXPECT_EQ(fold(fold(text)), fold(text)) << text;
}

}  // namespace
}  // namespace zakonwatch
