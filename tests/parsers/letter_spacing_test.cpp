// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/letter_spacing.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(LetterSpacing, ASpacedHeadingIsClosedUp) {
  EXPECT_EQ(closed_up("M a d d ə 2 3 4 . Qanunsuz əldə etmə"), "Maddə 234. Qanunsuz əldə etmə");
  EXPECT_EQ(closed_up("С т а т т я 5 . Поняття"), "Стаття 5. Поняття");
  EXPECT_EQ(closed_up("M a d d ə 99-1. Çay"), "Maddə 99-1. Çay");  // the number is not spaced
  EXPECT_EQ(closed_up("M a d d ə 1 0 8-1. Çay"), "Maddə 108-1. Çay");
  EXPECT_EQ(closed_up("M a d d ə 1 0 8 - 1 . Çay"), "Maddə 108-1. Çay");
  EXPECT_EQ(closed_up("Before\nM a d d ə 1 1 .\nAfter"), "Before\nMaddə 11.\nAfter");
}

TEST(LetterSpacing, WhatStandsAloneByRightStays) {
  for (const char* text : {"a b c d", "a ) x", "A I 5", "§ 5 . Text", "1 2 3", "", " ", "Maddə 5. A b c",
                           "a b 5 . c", "x y z and more"})
    EXPECT_EQ(closed_up(text), text);
}

}  // namespace
}  // namespace zakonwatch
