// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/redline.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>

#include <chrono>
#include <memory>
#include <random>

#include "base/text.h"

namespace zakonwatch {
namespace {

std::string side(const Redline& edits, EditOp kept) {
  std::string out;
  for (const Edit& edit : edits)
    if (edit.op == EditOp::equal || edit.op == kept) out += edit.text;
  return out;
}

// "старый [-x-]{+y+}": the marks of wdiff.
std::string marked(std::string_view old_text, std::string_view new_text, const FoldRules& rules = {}) {
  std::string out;
  for (const Edit& edit : redline(old_text, new_text, rules)) {
    if (edit.op == EditOp::equal) out += edit.text;
    if (edit.op == EditOp::remove) out += "[-" + edit.text + "-]";
    if (edit.op == EditOp::insert) out += "{+" + edit.text + "+}";
  }
  return out;
}

void expect_reproduces(const std::string& old_text, const std::string& new_text) {
  const Redline edits = redline(old_text, new_text);
  ASSERT_EQ(side(edits, EditOp::remove), old_text);
  ASSERT_EQ(side(edits, EditOp::insert), new_text);
}

TEST(Redline, EqualTextsAreOneSpan) {
  EXPECT_EQ(redline("Стаття", "Стаття"), (Redline{{EditOp::equal, "Стаття"}}));
  EXPECT_TRUE(redline("", "").empty());
}

TEST(Redline, OneSideEmpty) {
  EXPECT_EQ(redline("", "ново"), (Redline{{EditOp::insert, "ново"}}));
  EXPECT_EQ(redline("staré", ""), (Redline{{EditOp::remove, "staré"}}));
}

TEST(Redline, NamesTheWordsThatChanged) {
  EXPECT_EQ(marked("карається обмеженням волі на строк до трьох років",
                   "карається обмеженням волі на строк до п'яти років"),
            "карається обмеженням волі на строк до [-трьох-]{+п'яти+} років");
}

TEST(Redline, InsertedClauseIsOnePhrase) {
  EXPECT_EQ(
      marked("караються позбавленням волі до трьох років.",
             "караються штрафом від п'ятдесяти до ста мінімумів, або позбавленням волі до трьох років."),
      "караються {+штрафом від п'ятдесяти до ста мінімумів, або +}позбавленням волі до трьох років.");
}

TEST(Redline, NumbersKeepTheirUnitsAndGroups) {
  EXPECT_EQ(marked("pokuta 15 000 Kč", "pokuta 15 500 Kč"), "pokuta [-15 000 Kč-]{+15 500 Kč+}");
  EXPECT_EQ(marked("больше 0,05 г героина", "больше 0,5 г героина"), "больше [-0,05 г-]{+0,5 г+} героина");
  EXPECT_EQ(marked("статья 228.1", "статья 228.2"), "статья [-228.1-]{+228.2+}");
  EXPECT_EQ(marked("см. ст. 5", "см. ст. 6"), "см. ст. [-5-]{+6+}");
}

TEST(Redline, SlashedWordsStayWhole) {
  EXPECT_EQ(marked("штраф и арест", "штраф и/или арест"), "штраф [-и-]{+и/или+} арест");
}

TEST(Redline, AbbreviationsStayWhole) {
  EXPECT_EQ(marked("и т.д. далее", "и т.п. далее"), "и [-т.д.-]{+т.п.+} далее");
}

TEST(Redline, SmallWordsBetweenEditsAreAbsorbed) {
  EXPECT_EQ(marked("от двух до пяти лет", "от трёх до восьми лет"),
            "от [-двух до пяти-]{+трёх до восьми+} лет");
}

TEST(Redline, SentencesAreNotMerged) {
  EXPECT_EQ(marked("Первое. Второе осталось тут.", "Иное. Третье осталось тут."),
            "[-Первое-]{+Иное+}. [-Второе-]{+Третье+} осталось тут.");
}

TEST(Redline, InsertedLineBeginsAtALine) {
  EXPECT_EQ(marked("1) opij;\n2) morfin;", "1) opij;\n2) heroin;\n2) morfin;"),
            "1) opij;\n{+2) heroin;\n+}2) morfin;");
}

TEST(Redline, RowsAreMarkedCellByCell) {
  const std::vector<std::string> before = {"Heroin", "5 g", "5 g mixture"},
                                 after = {"Heroin", "2 g", "2 g pure"};
  std::string from, to;
  for (const Edit& edit : row_redline(before, after)) {
    if (edit.op != EditOp::insert) from += edit.text;
    if (edit.op != EditOp::remove) to += edit.text;
    EXPECT_TRUE(edit.op == EditOp::equal || edit.text.find('|') == std::string::npos) << edit.text;
  }
  EXPECT_EQ(from, joined_cells(before));
  EXPECT_EQ(to, joined_cells(after));
}

TEST(Redline, QuotesThatOnlyFoldAlikeArePairedNotEqual) {
  EXPECT_EQ(marked("слово «да» тут", "слово \"да\" тут"), "слово [-«-]{+\"+}да[-»-]{+\"+} тут");
}

TEST(Redline, LookalikeLetterPairsWithItsWord) {
  const std::string mixed = "н\u0430рк\u043etик";  // Latin t
  EXPECT_EQ(marked("сбыт наркотик тут", "сбыт " + mixed + " тут"), "сбыт [-наркотик-]{+" + mixed + "+} тут");
}

TEST(Redline, GeorgianAndArmenian) {
  EXPECT_EQ(marked("ნარკოტიკული საშუალება ორ წლამდე", "ნარკოტიკული საშუალება სამ წლამდე"),
            "ნარკოტიკული საშუალება [-ორ-]{+სამ+} წლამდე");
  EXPECT_EQ(marked("թմրամիջոց երկու տարի", "թմրամիջոց երեք տարի"), "թմրամիջոց [-երկու-]{+երեք+} տարի");
}

TEST(Redline, CombiningMarksStayWithTheirLetters) {
  EXPECT_EQ(marked("за́мок", "замо́к"), "[-за́мок-]{+замо́к+}");
  expect_reproduces("a \u0301b", "a b");
}

// Edges between edits are grapheme boundaries of the side they cut.
void expect_whole_graphemes(const std::string& old_text, const std::string& new_text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  for (const EditOp kept : {EditOp::remove, EditOp::insert}) {
    const std::string& text = kept == EditOp::remove ? old_text : new_text;
    const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(text);
    breaks->setText(utf16);
    std::string before;
    for (const Edit& edit : redline(old_text, new_text)) {
      if (edit.op != EditOp::equal && edit.op != kept) continue;
      const int32_t at = icu::UnicodeString::fromUTF8(before).length();
      ASSERT_TRUE(breaks->isBoundary(at)) << "split at " << before.size() << " in \"" << text << '"';
      before += edit.text;
    }
  }
}

TEST(RedlineProperty, ReproducesBothTextsAndSplitsNoGrapheme) {
  const std::vector<std::string> pieces = {
      "a",
      "б",
      "ვ",
      "քր",
      " ",
      " ",
      " ",
      "\n",
      ".",
      ",",
      "п'ять",
      "321-1",
      "15 000",
      "г",
      "\u0301",
      "\u00AD",
      "👩‍👩‍👧",
      "🇺🇦",
      "🇦🇲",
      "\u200D",
      "क्षि",
      "각",
      "ᄀ",
      "ᅡ",
      "«",
      "»",
      "-",
      "—",
      "№",
      "%",
      "\u0600",
      "1",
      "0,05",
      "и/или",
      "\r\n",
      "\t",
      "漢字",
      "ก็",
      "e\u0301",
  };
  std::mt19937 random(20261123);
  auto text = [&] {
    std::string out;
    for (size_t n = random() % 14; n > 0; --n) out += pieces[random() % pieces.size()];
    return out;
  };
  for (int round = 0; round < 6000; ++round) {
    const std::string a = text(), b = round % 3 == 0 ? a + text() : text();
    expect_reproduces(a, b);
    expect_whole_graphemes(a, b);
    if (HasFatalFailure()) return;
  }
}

TEST(RedlineProperty, LongTextsWithFewEditsReproduce) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string a, b;
    for (int word = 0; word < 900; ++word) {
      const std::string printed = "сло" + std::to_string(random() % 400) + (random() % 9 == 0 ? ".\n" : " ");
      if (random() % 50 != 0) a += printed;
      if (random() % 50 != 0) b += printed;
    }
    expect_reproduces(a, b);
  }
}

TEST(Redline, IllFormedBytesSurvive) { expect_reproduces("a \xFF\xC3 b", "a \xC3\x28 b"); }

TEST(Redline, TwoMegabytesOfShuffledWordsEndCoarsely) {
  std::mt19937 random(1);
  std::vector<std::string> words;
  for (size_t bytes = 0; bytes < 2'000'000; bytes += words.back().size() + 1)
    words.push_back("слово" + std::to_string(random() % 3000));
  auto joined = [&] {
    std::string out;
    for (const std::string& word : words) out += word + (random() % 12 == 0 ? "\n" : " ");
    return out;
  };
  const std::string a = joined();
  std::shuffle(words.begin(), words.end(), random);
  const std::string b = joined();
  const auto begin = std::chrono::steady_clock::now();
  bool coarse = false;
  const Redline edits = redline(a, b, {}, &coarse);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));  // 2 s without sanitizers
  EXPECT_TRUE(coarse);
  EXPECT_EQ(side(edits, EditOp::remove), a);
  EXPECT_EQ(side(edits, EditOp::insert), b);
}

}  // namespace
}  // namespace zakonwatch
