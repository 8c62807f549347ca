// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/respace.h"

#include <gtest/gtest.h>

#include "acts.h"

namespace zakonwatch {
namespace {

NumberWords numbers() {
  NumberWords out;
  out.add("səkkiz", 8);
  out.add("on", 10);
  out.add("beş", 5);
  return out;
}

TEST(Respacer, WordsThatAnActUsesArePutTogether) {
  const NumberWords known = numbers();
  const Act whole = testing::make_act(
      {{"art_1", "Beş ildən on ilədək müddətə azadlıqdan məhrum etmə ilə cəzalandırılır."}});
  const Respacer respacer(whole, whole, &known);
  const std::string printed =
      "s ə kkiz ild ə n on be ş il ə d ə k müdd ə t ə azadlıqdan m ə hrum etm ə il ə c ə zalandırılır.";
  const auto read = respacer.respaced(printed);
  EXPECT_EQ(read.text, "səkkiz ildən on beş ilədək müddətə azadlıqdan məhrum etmə ilə cəzalandırılır.");
  EXPECT_EQ(read.printed(printed, "on beş ilədək"), "on be ş il ə d ə k");
  EXPECT_EQ(read.printed(printed, read.text), printed);
}

TEST(Respacer, WhatItDoesNotKnowStaysAsPrinted) {
  const Respacer respacer(Act{}, Act{}, nullptr);
  EXPECT_EQ(respacer.respaced("a b c d e f").text, "a b c d e f");
  EXPECT_EQ(respacer.respaced("").text, "");
  EXPECT_EQ(respacer.respaced("  two  spaces ").text, "  two  spaces ");
}

TEST(Respacer, SingleLettersThatAreWordsStayWords) {
  const Act whole = testing::make_act({{"art_1", "поміщати у будинок і сад"}});
  const Respacer respacer(whole, whole, nullptr);
  EXPECT_EQ(respacer.respaced("поміщати у будинок і сад").text, "поміщати у будинок і сад");
}

}  // namespace
}  // namespace zakonwatch
