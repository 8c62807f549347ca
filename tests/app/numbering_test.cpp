// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/numbering.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

using Texts = std::vector<std::string>;

SkippedNumbers skipped(const Texts& listed, std::optional<int64_t> highest = {}, bool first_digits = false) {
  return skipped_numbers(listed, {.first_digits = first_digits, .url = ""},
                         [=](const std::string&) { return highest; });
}

TEST(Numbering, AKeyIsANumberInASeries) {
  const auto key = numbered_key("DU/2026/105", {});
  ASSERT_TRUE(key);
  EXPECT_EQ(key->series, "DU/2026/#");
  EXPECT_EQ(key->number, 105);
  EXPECT_EQ(key->key_of(106), "DU/2026/106");
  const auto first = numbered_key("007-26", {.first_digits = true, .url = ""});
  EXPECT_EQ(first->series, "#-26");
  EXPECT_EQ(first->key_of(8), "008-26");
  EXPECT_FALSE(numbered_key("no number", {}));
  EXPECT_FALSE(numbered_key("", {}));
  EXPECT_FALSE(numbered_key("0001202601010005", {})) << "an id, not a count";
}

TEST(Numbering, HolesInAListAndBetweenTwoLooks) {
  EXPECT_EQ(skipped({"a/3", "a/1", "a/4"}).series.front().missing, (Texts{"a/2"}));
  EXPECT_EQ(skipped({"a/5"}, 2).series.front().missing, (Texts{"a/3", "a/4"}));
  EXPECT_EQ(skipped({"a/5", "a/5"}).series.front().missing, Texts{})
      << "before the first look nothing is known";
  EXPECT_EQ(skipped({"a/1", "a/3"}, 3).series.front().missing, (Texts{"a/2"})) << "seen anew";
  EXPECT_EQ(skipped({"a/1"}, 9).series.front().missing, Texts{});
}

TEST(Numbering, SeriesAreApart) {
  const auto found = skipped({"2025/9", "2026/1", "2026/3"});
  ASSERT_EQ(found.series.size(), 2U);
  EXPECT_TRUE(found.series[0].missing.empty());
  EXPECT_EQ(found.series[1].missing, (Texts{"2026/2"}));
}

TEST(Numbering, AJumpIsNoGap) {
  const auto found = skipped({"a/1", "a/100000"});
  EXPECT_TRUE(found.series.front().jumped);
  EXPECT_TRUE(found.series.front().missing.empty());
  EXPECT_EQ(found.series.front().highest, 100000);
}

}  // namespace
}  // namespace zakonwatch
