// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/masked_text.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(MaskedText, QuotationsStandBack) {
  const MaskedText masked("slova „pět let“ se nahrazují slovy „osm let“.");
  EXPECT_EQ(masked.text(), "slova zqz0 se nahrazují slovy zqz1.");
  EXPECT_EQ(masked.quotation(0), "pět let");
  EXPECT_EQ(masked.quotation(masked.quotation_at(masked.text().find("zqz1"))), "osm let");
  EXPECT_FALSE(masked.open());
}

TEST(MaskedText, EveryPairOfMarks) {
  for (const char* text : {"«а»", "„а“", "„а”", "“а”", "»а«", "\"а\"", "”а”"})
    EXPECT_EQ(MaskedText(text).quotation_at(0), 0) << text;
}

TEST(MaskedText, ACounterfeitPlaceIsNone) {
  const MaskedText masked("zqz0 «a»");
  EXPECT_EQ(masked.quotation_at(0), -1);
  EXPECT_EQ(masked.quotation_at(5), 0);
}

TEST(MaskedText, QuotationsOverSeveralTextsAreOpenOrClosedEarlier) {
  EXPECT_TRUE(MaskedText("znie: „Kto").open());
  EXPECT_TRUE(MaskedText("potrestá sa.“.").closes_earlier());
  EXPECT_FALSE(MaskedText("„celé“.").closes_earlier());
}

TEST(MaskedText, PrintsWhatItHides) {
  const std::string text = "a «b» c «d» e";
  const MaskedText masked(text);
  EXPECT_EQ(masked.printed(0, masked.text().size()), text);
}

}  // namespace
}  // namespace zakonwatch
