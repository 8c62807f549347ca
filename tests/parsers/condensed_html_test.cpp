// SPDX-License-Identifier: GPL-3.0-or-later
// A condensed page gives the tree that Gumbo builds of every character.
#include "parsers/condensed_html.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "parse_support.h"
#include "parsers/charset.h"
#include "tests/places.h"
#include "tests/same_tree.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;
using test::tree_of;
using test::uncondensed;

TEST(CondensedHtml, LongTextIsOneCharacter) {
  const std::string page = "<p>Незаконное приобретение, хранение (перевозка) <b>x</b> в крупном размере</p>";
  const auto condensed = CondensedHtml::of(page);
  ASSERT_TRUE(condensed);
  EXPECT_EQ(condensed->html(), "<p>\U000F0000 <b>x</b> \U000F0001</p>");
  EXPECT_EQ(condensed->expanded("\U000F0001, \U000F0000!"),
            "в крупном размере, Незаконное приобретение, хранение (перевозка)!");
}

TEST(CondensedHtml, ReferencesAndTheirNeighboursStay) {
  const auto condensed = CondensedHtml::of("<p>&nbspabcdefghijkl &#171;abcdefghijkl &Слово закона");
  ASSERT_TRUE(condensed);
  EXPECT_EQ(condensed->html(), "<p>&nbspabcdefghijkl &#171;\U000F0000 &\U000F0001");
}

TEST(CondensedHtml, PagesWithSuchCharactersOfTheirOwnAreLeft) {
  EXPECT_FALSE(CondensedHtml::of("<p>long enough text \U000F0000</p>"));
  EXPECT_FALSE(CondensedHtml::of("<p>long enough text &#xF0000;</p>"));
  EXPECT_FALSE(CondensedHtml::of("<p>long enough text &#0000983040</p>"));
  EXPECT_EQ(tree_of("<p>long enough text &#xF0000;</p>"),
            "<html><head/><body><p>long enough text \U000F0000</p></body></html>");
}

TEST(CondensedHtml, AttributesAreReadWhole) {
  EXPECT_EQ(tree_of("<p title='a > long enough text'>long enough text</p>"),
            "<html><head/><body><p title=\"a > long enough text\">long enough text</p></body></html>");
  // Four alike are reopened as three (the standard's Noah's Ark clause): alike they must be.
  std::string fonts;
  for (int i = 0; i < 4; ++i) fonts += "<p><font title='a > long enough text'>";
  EXPECT_EQ(tree_of(fonts + "<p>x"), tree_of(uncondensed(fonts + "<p>x")));
}

TEST(CondensedHtml, MoreRunsThanCharacters) {
  std::string page;
  for (int i = 0; i < 70'000; ++i) page += "<br>run number " + std::to_string(i);
  EXPECT_TRUE(tree_of(page) == tree_of(uncondensed(page)));
}

TEST(CondensedHtml, CorpusPagesHaveTheSameTree) {
  size_t pages = 0;
  std::error_code absent;
  for (const auto& entry : fs::recursive_directory_iterator(corpus_folder(), absent)) {
    if (!entry.path().extension().string().starts_with(".htm")) continue;
    const auto text = decode_text(test::read(entry.path()));
    if (!text) continue;
    EXPECT_TRUE(tree_of(text->text) == tree_of(uncondensed(text->text))) << entry.path();
    ++pages;
  }
  if (pages == 0) GTEST_SKIP() << "the corpus is not here";
  EXPECT_GT(pages, 50U);
}

// html5lib's tokenizer inputs, as they are and with text behind each tag and each reference.
TEST(CondensedHtml, TokenizerSuiteHasTheSameTrees) {
  size_t inputs = 0;
  std::error_code absent;
  const fs::path suite = fs::path(corpus_folder()) / "conformance/html5lib/tokenizer";
  for (const auto& entry : fs::recursive_directory_iterator(suite, absent)) {
    if (entry.path().extension() != ".test") continue;
    for (const auto& list : nlohmann::json::parse(test::read(entry.path()), nullptr, false))
      for (const auto& one : list) {
        const std::string input = repair_utf8(one.value("input", ""));
        const std::string longer = replace_all(input, ">", ">long text, plain") + "Слово закона";
        EXPECT_EQ(tree_of(input), tree_of(uncondensed(input))) << entry.path();
        EXPECT_EQ(tree_of(longer), tree_of(uncondensed(longer))) << entry.path();
        ++inputs;
      }
  }
  if (inputs == 0) GTEST_SKIP() << "the corpus is not here";
  EXPECT_GT(inputs, 1000U);
}

}  // namespace
}  // namespace zakonwatch
