// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/letters.h"

#include <gtest/gtest.h>

#include "parse_support.h"

namespace zakonwatch {
namespace {

std::vector<std::string> suspicions(const std::string& language, const std::string& sentence) {
  Act act;
  act.provisions.resize(1);
  for (int i = 0; i < 20; ++i) act.provisions[0].text += sentence + "\n";
  return letter_suspicions(act, *test::profile(language));
}

TEST(Letters, SoundTextsRaiseNoDoubt) {
  EXPECT_TRUE(
      suspicions("ru", "Незаконные приобретение и хранение (H2SO4, cannabis) наказываются штрафом.").empty());
  EXPECT_TRUE(
      suspicions("uk", "Незаконне придбання наркотичних засобів карається штрафом; її об'єкт.").empty());
  EXPECT_TRUE(suspicions("ka", "ნარკოტიკული საშუალების უკანონო შეძენა ისჯება ჯარიმით.").empty());
  EXPECT_TRUE(suspicions("kk", "Есірткі құралдарын заңсыз иемденіп алу айыппұл салуға жазаланады.").empty());
  EXPECT_TRUE(suspicions("lv", "Par narkotisko vielu neatļautu iegādāšanos soda ar naudas sodu.").empty());
  EXPECT_TRUE(suspicions("sr", "Ко неовлашћено држи опојне дроге kazniće se novčano.").empty());
}

TEST(Letters, AGeorgianTextWrittenForAFontIsFlagged) {
  const auto doubts = suspicions("ka", "narkotikuli saSualebis ukanono SeZena isjeba jarimiT.");
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_NE(doubts[0].find("script (Geor)"), std::string::npos) << doubts[0];
}

TEST(Letters, KazakhLettersDrawnOverOthersAreFlagged) {
  // Ќ for Қ, ѓ for ғ, ї for ү, є for ә: how fonts for windows-1251 had them.
  const auto doubts =
      suspicions("kk", "Есірткі ќўралдарын заѓсыз иемденіп алу їшін маќсатсыз єрекет жазаланады.");
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_NE(doubts[0].find("alphabet"), std::string::npos) << doubts[0];
}

TEST(Letters, MixedScriptsInsideWordsAreNamed) {
  const auto doubts =
      suspicions("ru", "Незаконное хранение наркoтиков (с латинской o) наказывается штрафом.");
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_NE(doubts[0].find("наркoтиков"), std::string::npos) << doubts[0];
}

}  // namespace
}  // namespace zakonwatch
