// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/redline_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;

const Redline kShort = {{EditOp::equal, "from "},
                        {EditOp::remove, "two"},
                        {EditOp::insert, "three"},
                        {EditOp::equal, " to five years."}};

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(RedlineLayout, MarksTouchTheWords) {
  EXPECT_THAT(inline_lines(kShort, 80, false), ElementsAre("from [-two-]{+three+} to five years."));
}

TEST(RedlineLayout, MarksAreClosedAtTheEndOfEveryLine) {
  const Redline edits = {{EditOp::insert, repeated("незаконне зберігання ", 8)}};
  const auto lines = inline_lines(edits, 50, false);
  ASSERT_GT(lines.size(), 3U);
  for (const std::string& line : lines) {
    EXPECT_TRUE(line.starts_with("{+") && line.ends_with("+}")) << line;
    EXPECT_LE(display_width(line), 50U) << line;
  }
}

TEST(RedlineLayout, EveryScriptStaysWithinTheColumns) {
  for (const std::string word :
       {"наркотичних ", "ნარკოტიკული ", "թմրամիջոցների ", "narkootiline ", "麻薬の取引 ", "é̂ö̱ "}) {
    const Redline edits = {{EditOp::equal, repeated(word, 30)},
                           {EditOp::remove, repeated(word, 20)},
                           {EditOp::insert, repeated(word, 25)},
                           {EditOp::equal, repeated(word, 10)}};
    for (const size_t columns : {20U, 38U, 76U, 80U}) {
      for (const std::string& line : inline_lines(edits, columns, false))
        EXPECT_LE(display_width(line), columns) << line;
      for (const std::string& line : side_by_side_lines(edits, columns, false))
        EXPECT_LE(display_width(line), std::max<size_t>(columns, 30)) << line;
    }
  }
}

TEST(RedlineLayout, AWordWiderThanTheLineIsBrokenBetweenCharacters) {
  const std::string name = "7-[(10,11-dihydro-5H-dibenzo[a,d]cyclohepten-5-yl)amino]heptanoic";
  const auto lines = inline_lines({{EditOp::insert, name}}, 30, false);
  std::string joined;
  for (const std::string& line : lines) {
    EXPECT_LE(display_width(line), 30U);
    joined += line.substr(2, line.size() - 4);
  }
  EXPECT_EQ(joined, name);
}

TEST(RedlineLayout, SideBySideKeepsSentencesInStep) {
  const Redline edits = {{EditOp::equal, "The first sentence stands. The second one "},
                         {EditOp::insert, "that was made much longer by an amendment "},
                         {EditOp::equal, "stands likewise. The third one stands."}};
  const auto lines = side_by_side_lines(edits, 60, false);
  ASSERT_GE(lines.size(), 4U);
  EXPECT_TRUE(lines.front().starts_with("The first sentence stands."));
  EXPECT_NE(lines.front().find("| The first sentence stands."), std::string::npos);
  EXPECT_TRUE(lines.back().starts_with("The third one stands."));
  EXPECT_NE(lines.back().find("| The third one stands."), std::string::npos);
}

TEST(RedlineLayout, ColourComesOnTopOfTheMarks) {
  EXPECT_THAT(inline_lines(kShort, 80, true),
              ElementsAre("from \x1b[31m[-two-]\x1b[0m\x1b[32m{+three+}\x1b[0m to five years."));
}

TEST(RedlineLayout, ControlCharactersAreShownNotObeyed) {
  const auto lines = inline_lines({{EditOp::insert, "a\x1b[31mb\u202Ec"}}, 80, false);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].find('\x1b'), std::string::npos);
  EXPECT_EQ(lines[0].find("\u202E"), std::string::npos);
}

TEST(RedlineLayout, RowsAreCutIntoCells) {
  Change change;
  change.new_side = ChangeSide{.eid = "annex_1__row_3"};
  change.redline = {{EditOp::equal, "Heroin | "},
                    {EditOp::remove, "5 g"},
                    {EditOp::insert, "2,5 g"},
                    {EditOp::equal, " | pure"}};
  EXPECT_EQ(cells_of(change).size(), 3U);
  change.new_side->eid = "art_1__para_1";
  EXPECT_EQ(cells_of(change).size(), 1U);
}

TEST(RedlineLayout, OneSideIsTheTextOfThatSide) {
  std::string text;
  for (const Edit& edit : one_side(kShort, EditOp::remove)) text += edit.text;
  EXPECT_EQ(text, "from two to five years.");
}

}  // namespace
}  // namespace zakonwatch
