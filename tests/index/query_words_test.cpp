// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query_words.h"

#include <gmock/gmock.h>

#include <random>

namespace zakonwatch {
namespace {

using Kind = QueryItem::Kind;

std::string read(const std::string& text) {
  auto items = read_query(text);
  if (!items) return "error: " + items.error().message;
  std::string out;
  for (const QueryItem& item : *items) {
    if (!out.empty()) out += ' ';
    if (item.excluded) out += '-';
    out += item.kind == Kind::word     ? "w"
           : item.kind == Kind::prefix ? "p"
           : item.kind == Kind::phrase ? "q"
                                       : "n";
    for (const std::string& term : item.terms) out += ":" + term;
    if (item.optional) out += '?';
  }
  return out;
}

TEST(QueryWordsTest, WordsPhrasesStarsSignsAndNumbers) {
  EXPECT_EQ(read("наркотичні засоби"), "w:наркотичні w:засоби");
  EXPECT_EQ(read("\"особливо великих розмірах\""), "q:особливо:великих:розмірах");
  EXPECT_EQ(read("„narkotisko vielu”"), "q:narkotisko:vielu");
  EXPECT_EQ(read("«тяжкий злочин» -алкоголь"), "q:тяжкий:злочин -w:алкоголь");
  EXPECT_EQ(read("»veliko djelo« zakon"), "q:veliko:djelo w:zakon");
  EXPECT_EQ(read("канн* -\"алкогольні напої\""), "p:канн -q:алкогольні:напої");
  EXPECT_EQ(read("228.1 321-1 253¹ 283a"), "n:228.1 n:321.1 n:253.1 n:283a");
  EXPECT_EQ(read("(309),"), "n:309");
}

TEST(QueryWordsTest, AnAbbreviationBeforeANumberNeedNotBeMet) {
  EXPECT_EQ(read("ст. 309"), "w:ст? n:309");
  EXPECT_EQ(read("art. 283a kannabis"), "w:art? n:283a w:kannabis");
  EXPECT_EQ(read("кодекс 309"), "w:кодекс n:309");
}

TEST(QueryWordsTest, AHyphenIsASignOnlyBeforeAWord) {
  EXPECT_EQ(read("нарко-бізнес"), "w:нарко w:бізнес");
  EXPECT_EQ(read("зброя - наркотики"), "w:зброя w:наркотики");
  EXPECT_EQ(read("- зброя"), "w:зброя");
}

TEST(QueryWordsTest, NothingToLookForIsAUsageError) {
  for (const char* text : {"", "   ", "-алкоголь", "\"\"", "***", "-", "\"", "…", "ст."})
    EXPECT_EQ(read_query(text).has_value(), std::string(text) == "ст.") << text;
  EXPECT_EQ(read_query("").error().kind, ErrorKind::usage);
}

TEST(QueryWordsTest, TooLongIsAUsageError) {
  EXPECT_TRUE(read_query(std::string(256, 'a')));
  for (size_t size : {size_t{257}, size_t{1} << 20}) {
    auto items = read_query(std::string(size, 'a'));
    ASSERT_FALSE(items);
    EXPECT_EQ(items.error().kind, ErrorKind::usage);
  }
}

TEST(QueryWordsTest, AStarAfterOneLetterIsAUsageError) {
  EXPECT_EQ(read_query("a*").error().kind, ErrorKind::usage);
  EXPECT_EQ(read_query("к*").error().kind, ErrorKind::usage);
  EXPECT_EQ(read("ка*"), "p:ка");
}

TEST(QueryWordsTest, AnyBytesAreReadOrRefused) {
  std::mt19937 random(5);
  const std::vector<std::string> pieces = {"\"",  "-",    "*",    "(",           " ", std::string(1, '\0'),
                                           "AND", "NEAR", "XC",   "ж",           "ქ", "9",
                                           "¹",   "\xff", "\xd0", "\n",          "„", "»",
                                           ":",   "~",    "'",    "\xE2\x80\x8B"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (size_t n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
    const auto items = read_query(text);
    if (!items) continue;
    for (const QueryItem& item : *items) {
      EXPECT_FALSE(item.terms.empty()) << text;
      for (const std::string& term : item.terms) EXPECT_FALSE(term.empty()) << text;
    }
  }
}

}  // namespace
}  // namespace zakonwatch
