// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/toml.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

TEST(Toml, UnknownKeysAreNamedWithLineAndNearestKnownKey) {
  const auto document = *TomlDocument::parse("name = 'x'\n[inner]\nurll = 'y'\n", "a.toml");
  const TomlTable root = document.root();
  root.text("name");
  root.table("inner").text("url");
  EXPECT_EQ(document.problems(),
            (std::vector<std::string>{"a.toml:3: unknown key 'urll'; did you mean 'url'?"}));
}

TEST(Toml, ATableNobodyAskedForIsUnknownAsAWhole) {
  const auto document = *TomlDocument::parse("[crawlr]\nx = 1\n", "a.toml");
  document.root().table("crawler");
  EXPECT_EQ(document.problems().size(), 1U);
}

TEST(Toml, WrongTypesAreNotedAndTheFallbackHolds) {
  const auto document =
      *TomlDocument::parse("n = 'five'\nlist = [1, 'two']\nwhen = '2026-02-30'\n", "a.toml");
  const TomlTable root = document.root();
  EXPECT_EQ(root.integer("n", 3), 3);
  EXPECT_EQ(root.texts("list"), std::vector<std::string>{"two"});
  EXPECT_FALSE(root.date("when"));
  EXPECT_EQ(document.problems().size(), 3U);
}

TEST(Toml, MixedElements) {
  const auto document =
      *TomlDocument::parse("articles = ['190.1', { from = '248.1', to = '256' }]\n", "a.toml");
  const auto elements = document.root().elements("articles");
  ASSERT_EQ(elements.size(), 2U);
  EXPECT_EQ(elements[0].text, "190.1");
  EXPECT_EQ(elements[1].table->text("to"), "256");
  EXPECT_EQ(document.problems().size(), 1U);  // `from` was not read
}

// Other people's suite: what TOML 1.0 calls invalid is refused with a line, what it calls valid is accepted.
TEST(Toml, TheTomlTestSuite) {
  const std::filesystem::path suite = std::string(corpus_folder()) + "/conformance/toml";
  if (!std::filesystem::exists(suite)) GTEST_SKIP() << "the corpus is not here";
  int valid = 0, invalid = 0, wrong = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(suite)) {
    const std::string path = entry.path().string();
    if (entry.path().extension() != ".toml") continue;
    const bool should = path.find("/valid/") != std::string::npos;
    if (!should && path.find("/invalid/") == std::string::npos) continue;
    if (path.find("spec-1.1") != std::string::npos) continue;
    ++(should ? valid : invalid);
    const bool accepted = TomlDocument::read(entry.path()).has_value();
    if (accepted != should) {
      ++wrong;
      RecordProperty("wrong", path);
    }
  }
  EXPECT_GT(valid + invalid, 300);
  EXPECT_LE(wrong * 50, valid + invalid) << wrong << " of " << valid + invalid;  // toml++ 3.3's own gaps
}

}  // namespace
}  // namespace zakonwatch
