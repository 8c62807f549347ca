// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/pages.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace zakonwatch {
namespace {

using Texts = std::vector<std::string>;

Texts texts(const std::vector<PageLines>& pages) {
  Texts out;
  for (const Block& block : page_blocks(pages)) out.push_back(block.text);
  return out;
}

// The first words of a law of our own, set by hand.
const Texts kLaw = {"Статья 308. Чай",
                    "Чай пьют по статьям 308-310 настоящего закона, а социально-правовой надзор за чаепитием "
                    "ведёт нарядчик.",
                    "Социально-правовой надзор бесплатный."};

// A long line without a full stop does not swallow the heading below it; a reference there stays in its
// sentence.
TEST(Pages, AHeadingBeginsAParagraph) {
  const std::vector<PageLines> pages = {
      {"Чай пьют все граждане, см. также постановление от 27 декабря 1991 года", "Статья 9. Самовар",
       "Самовар ставят по всем тем правилам, которые с самого начала изложила",
       "Статья 8 настоящего закона."}};
  const BeginsParagraph begins = [](std::string_view line) {
    return line.find(". ") != std::string_view::npos;
  };
  Texts out;
  for (const Block& block : page_blocks(pages, begins)) out.push_back(block.text);
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out[1], "Статья 9. Самовар");
}

TEST(Pages, OneLawInTwoLayoutsReadsTheSame) {
  const std::vector<PageLines> wide = {
      {"Вестник чая № 7", "Статья 308. Чай",
       "Чай пьют по статьям 308-310 настоящего закона, а социально-правовой", "1"},
      {"Вестник чая № 7", "надзор за чаепитием ведёт нарядчик.", "Социально-правовой надзор бесплатный.",
       "2"},
      {"Вестник чая № 7", "3"}};
  const std::vector<PageLines> narrow = {
      {"7 Чайный закон", "Статья 308. Чай", "Чай пьют по статьям 308-", "310 настоящего закона, а",
       "социально-правовой надзор за ча\u00AD", "епитием ведёт наряд-", "7"},
      {"чик.", "Социально-", "правовой надзор бесплатный.", "8"},
      {"9"}};
  EXPECT_EQ(texts(wide), kLaw);
  Texts set = texts(narrow);
  ASSERT_FALSE(set.empty());
  EXPECT_EQ(set.front(), "7 Чайный закон");  // once: no head
  set.erase(set.begin());
  EXPECT_EQ(set, kLaw);
}

TEST(Pages, HeadsThatTakeTurnsGo) {
  std::vector<PageLines> pages;
  for (int page = 1; page <= 9; ++page)
    pages.push_back(
        {page % 2 == 0 ? fmt::format("{} Official Gazette of Tea", page)
                       : fmt::format("No 12 of 2024 {}", page),
         fmt::format("Line {} of the law that is long enough to be a line of a paragraph", page * 7 % 5)});
  for (const std::string& text : texts(pages)) EXPECT_EQ(text.find("Gazette"), std::string::npos) << text;
  for (const std::string& text : texts(pages)) EXPECT_EQ(text.find("No 12"), std::string::npos) << text;
}

// What would lose law: articles that happen to stand first on a page.
TEST(Pages, ArticlesAtTheTopOfPagesStay) {
  std::vector<PageLines> pages;
  for (int page = 1; page <= 6; ++page)
    pages.push_back({fmt::format("Article {}", page), "Tea is drunk.", "Tea is drunk hot.", "And slowly.",
                     "Sugar is extra."});
  size_t articles = 0;
  for (const std::string& text : texts(pages)) articles += text.starts_with("Article") ? 1 : 0;
  EXPECT_EQ(articles, 6U);
}

TEST(Pages, NumbersOfArticlesAreNoPageNumbers) {
  std::vector<PageLines> pages;
  for (const int article : {3, 9, 14, 22, 23, 31, 44, 45, 59, 61})
    pages.push_back({fmt::format("Члан {}", article), "Чај се пије.", "Чај се пије врућ.", "Полако.",
                     "Шећер се додаје."});
  size_t articles = 0;
  for (const std::string& text : texts(pages)) articles += text.starts_with("Члан") ? 1 : 0;
  EXPECT_EQ(articles, 10U);
}

TEST(Pages, ACutWordIsMadeWholeAcrossAPageEnd) {
  EXPECT_EQ(texts({{"The law says that tea is a bever-"}, {"age of the people and of the land."}}),
            (Texts{"The law says that tea is a beverage of the people and of the land."}));
  EXPECT_EQ(texts({{"the road from Alma-", "Ata to the tea house of the land."}}),
            (Texts{"the road from Alma-Ata to the tea house of the land."}));
  EXPECT_EQ(texts({{"tea is good -", "and hot in all the houses of the land."}}),
            (Texts{"tea is good - and hot in all the houses of the land."}));
}

}  // namespace
}  // namespace zakonwatch
