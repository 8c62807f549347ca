// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/last_words.h"

#include <gtest/gtest.h>

#include <csignal>
#include <exception>
#include <new>
#include <stdexcept>

namespace zakonwatch {
namespace {

// As a library does it that throws where nobody can catch.
void where_nobody_catches(void (*work)()) noexcept { work(); }

TEST(LastWords, AreSaidInsteadOfASignal) {
  EXPECT_EXIT(
      {
        install_last_words();
        const LastWords words("the index", ": the disk refuses");
        where_nobody_catches([] { throw std::runtime_error("No space left on device"); });
      },
      ::testing::ExitedWithCode(74), "zakonwatch: the index: the disk refuses; what was begun is undone");
}

TEST(LastWords, AreThoseOfTheInnermost) {
  EXPECT_EXIT(
      {
        install_last_words();
        const LastWords outer("the record", " suffers");
        { const LastWords inner("the index", " suffers"); }
        where_nobody_catches([] { throw std::runtime_error(""); });
      },
      ::testing::ExitedWithCode(74), "the record suffers");
}

TEST(LastWords, SayThatMemoryRanOut) {
  EXPECT_EXIT(
      {
        install_last_words();
        where_nobody_catches([] { throw std::bad_alloc(); });
      },
      ::testing::ExitedWithCode(74), "memory has run out");
}

TEST(LastWords, HideNoMistakeOfOurs) {
  EXPECT_EXIT(
      {
        install_last_words();
        where_nobody_catches([] { throw std::logic_error("a mistake"); });
      },
      ::testing::KilledBySignal(SIGABRT), "a mistake");
}

}  // namespace
}  // namespace zakonwatch
