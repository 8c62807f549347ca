// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/number_token.h"

#include <gtest/gtest.h>

#include <compare>

namespace zakonwatch {
namespace {

std::string basic(std::string_view printed) { return read_number(printed).eid(true); }

TEST(NumberToken, OneTokenForEveryWayOfPrintingIt) {
  for (const char* printed : {"253.¹", "253-1", "253 - 1", "253.1", "253¹"})
    EXPECT_EQ(basic(printed), "253_1") << printed;
  EXPECT_EQ(basic("283a"), "283a");
  EXPECT_EQ(basic("283A"), "283a");
  EXPECT_EQ(basic("6.16.1"), "6_16_1");
  EXPECT_EQ(basic("348¹¹⁻¹"), "348_11_1");
}

TEST(NumberToken, RomanNumeralsInEitherScript) {
  EXPECT_EQ(basic("XIX"), "XIX");
  EXPECT_EQ(basic("ХІХ"), "XIX");  // Cyrillic Ха, І
  EXPECT_EQ(basic("VIII¹"), "VIII_1");
}

TEST(NumberToken, HyphenStaysBelowTheArticle) { EXPECT_EQ(read_number("1-1").eid(false), "1-1"); }

TEST(NumberToken, RangesAreNotInserts) {
  EXPECT_TRUE(read_number("387–388").is_range());
  EXPECT_TRUE(read_number("10-12").is_range());
  EXPECT_FALSE(read_number("321-1").is_range());
}

TEST(NumberToken, ARangeOfLettersIsANumberForEach) {
  const auto each = read_number("184/A–184/C").lettered_range();
  ASSERT_EQ(each.size(), 3U);
  EXPECT_EQ(each[0].eid(true), "184a");
  EXPECT_EQ(each[2].eid(true), "184c");
  EXPECT_EQ(each[1].printed, "184/B");
  for (const char* other : {"184/A", "184-186", "184/C-184/A", "184/A-185/B", "321-1", "5a"})
    EXPECT_TRUE(read_number(other).lettered_range().empty()) << other;
}

TEST(NumberToken, Order) {
  EXPECT_TRUE(std::is_lt(compare_numbers(read_number("253"), read_number("253.¹"))));
  EXPECT_TRUE(std::is_lt(compare_numbers(read_number("253.²"), read_number("254"))));
  EXPECT_TRUE(std::is_lt(compare_numbers(read_number("283"), read_number("283a"))));
  EXPECT_TRUE(std::is_lt(compare_numbers(read_number("283z"), read_number("283aa"))));
}

}  // namespace
}  // namespace zakonwatch
