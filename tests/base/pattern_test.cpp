// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pattern.h"

#include <gtest/gtest.h>

#include <map>

#include "base/text.h"

namespace zakonwatch {
namespace {

std::shared_ptr<const NumberWords> ukrainian() {
  auto words = std::make_shared<NumberWords>();
  for (const auto& [word, value] : {std::pair{"двох", 2L},
                                    {"трьох", 3L},
                                    {"п'яти", 5L},
                                    {"п'ятдесяти", 50L},
                                    {"ста", 100L},
                                    {"двадцяти", 20L},
                                    {"тисяч", 1000L},
                                    {"однієї", 1L},
                                    {"тисячі", 1000L}})
    words->add(word, value);
  return words;
}

Pattern compile(std::string_view source) {
  auto pattern = Pattern::compile(source, ukrainian());
  EXPECT_TRUE(pattern) << source;
  return *pattern;
}

std::string captured(std::string_view pattern, std::string_view text, std::string_view hole) {
  const auto match = compile(pattern).search(text);
  if (!match) return "(no match)";
  const auto* capture = match->find(hole);
  return capture == nullptr ? "(no capture)" : capture->text;
}

double value(std::string_view pattern, std::string_view text, std::string_view hole) {
  const auto match = compile(pattern).search(text);
  if (!match || match->find(hole) == nullptr) return -1;
  return match->find(hole)->value.value_or(-2);
}

TEST(Pattern, NumbersWithInsertsAreOneToken) {
  EXPECT_EQ(captured("<n>. pants.", "253.pants.  Narkotisko", "n"), "253");
  EXPECT_EQ(captured("<n> pants.", "253.¹ pants. Narkotisko", "n"), "253.¹");
  EXPECT_EQ(captured("Стаття <n>.", "Стаття 321-1. Фальсифікація", "n"), "321-1");
  EXPECT_EQ(captured("Стаття <n>.", "Стаття 321 - 1 . Фальсифікація", "n"), "321 - 1");
  EXPECT_EQ(captured("§ <n>", "§ 283a", "n"), "283a");
  EXPECT_EQ(captured("Статья <n>.", "Статья 6.16.1. Нарушение", "n"), "6.16.1");
  EXPECT_EQ(captured("<n>. §", "461/A. § (1)", "n"), "461/A");
  EXPECT_EQ(captured("Članak <n>", "Članak 190.a", "n"), "190.a");
  EXPECT_EQ(captured("Член <n>", "Член 215-а", "n"), "215-а");
  EXPECT_EQ(captured("§ <n>.", "§ 5.A kto", "n"), "5");
}

TEST(Pattern, LiteralsFoldCaseSpacesQuotesDashesAndLookalikes) {
  EXPECT_TRUE(compile("Стаття <n>.").match_at("CТАТТЯ\u00A05 ."));  // Latin C
  EXPECT_TRUE(compile("слова \"x\" - ні").match_at("слова «x» — ні"));
  EXPECT_TRUE(
      compile("{ Стаття <n> <any:20> }").match_at("{Стаття 309 із змінами, внесеними згідно із Законом}"));
  EXPECT_FALSE(compile("pants").match_at("pantse"));
}

TEST(Pattern, RomanNumeralsOfBothScripts) {
  EXPECT_EQ(value("<roman> nodaļa", "XX nodaļa", "roman"), 20);
  EXPECT_EQ(value("Розділ <roman>", "Розділ ХІІІ", "roman"), 13);  // Cyrillic Х and І
  EXPECT_EQ(captured("РАЗДЕЛ <roman>", "РАЗДЕЛ III.1", "roman"), "III.1");
  EXPECT_FALSE(compile("<roman> daļa").search("Vispārīgā daļa"));
}

TEST(Pattern, QuantitiesInWordsAndDigits) {
  EXPECT_EQ(value("на строк до <to> років", "на строк до трьох років", "to"), 3);
  EXPECT_EQ(value("від <from> до <to>", "від п'ятдесяти до ста неоподатковуваних", "from"), 50);
  EXPECT_EQ(value("до <to> <unit>", "до двадцяти п’яти рослин", "to"), 25);
  EXPECT_EQ(value("до <amount>", "до п'яти тисяч", "amount"), 5000);
  EXPECT_EQ(value("<amount> рослин", "10 тисяч рослин", "amount"), 10000);
  EXPECT_EQ(value("<amount> g", "0,05 g", "amount"), 0.05);
  EXPECT_EQ(value("<amount> unități", "1 050 unități", "amount"), 1050);
}

TEST(Pattern, SeparatorsInsideNumbers) {
  EXPECT_EQ(value("<amount> динара", "1.000.000 динара", "amount"), 1000000);
  EXPECT_EQ(value("<amount> din", "2 500 000 din", "amount"), 2500000);
  EXPECT_EQ(value("<amount> lei", "1.050 lei", "amount"), 1050);
  EXPECT_EQ(value("<amount> lei", "1.050,75 lei", "amount"), 1050.75);
  EXPECT_EQ(value("<amount> g", "0,005 g", "amount"), 0.005);
  EXPECT_EQ(value("<amount> g", "2,5 g", "amount"), 2.5);
  EXPECT_EQ(value("<amount> Euro", "20,000 Euro", "amount"), -2);  // thousands or a fraction: not guessed
  EXPECT_EQ(value("<amount> USD", "20,000,000 USD", "amount"), 20000000);
}

TEST(Pattern, TensAndUnitsInTwoWords) {
  auto words = std::make_shared<NumberWords>();
  words->add("on", 10);
  words->add("beş", 5);
  words->add("iyirmi", 20);
  const auto pattern = Pattern::compile("<from> ildən <to> ilədək", words);
  ASSERT_TRUE(pattern);
  const auto match = pattern->search("on beş ildən iyirmi ilədək");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->find("from")->value, 15);
  EXPECT_EQ(match->find("to")->value, 20);
}

TEST(Pattern, CompoundNumberWords) {
  auto words = std::make_shared<NumberWords>();
  words->add("kolme", 3);
  words->add("kümne", 10);
  words->add("ühe", 1);
  const auto pattern = Pattern::compile("<from>- kuni <to>aastase vangistusega", words);
  ASSERT_TRUE(pattern);
  const auto match = pattern->search("karistatakse ühe- kuni kümneaastase vangistusega.");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->find("from")->value, 1);
  EXPECT_EQ(match->find("to")->value, 10);
}

TEST(Pattern, ActsAndDates) {
  EXPECT_EQ(captured("(Izslēgts ar <act> likumu)", "(Izslēgts ar 13.12.2012. likumu)", "act"), "13.12.2012.");
  EXPECT_EQ(captured("згідно із Законом <act>", "{ … згідно із Законом N 270-VI від 15.04.2008 }", "act"),
            "N 270-VI від 15.04.2008 ");
  EXPECT_EQ(captured("kas stājas spēkā <date>", "likumu, kas stājas spēkā 01.04.2013.)", "date"),
            "01.04.2013");
  EXPECT_EQ(captured("від <date>", "від 15 квітня 2008 року", "date"), "15 квітня 2008");
}

TEST(Pattern, OptionalPartsAndAlternatives) {
  const auto pattern = compile("[штраф|арешт] до <to> [років|місяців]");
  EXPECT_TRUE(pattern.match_at("арешт до двох місяців"));
  EXPECT_TRUE(pattern.match_at("до двох"));
  EXPECT_TRUE(compile("a b|c d").match_at("c d"));
}

TEST(Pattern, AnyTakesAtMostItsWords) {
  EXPECT_TRUE(compile("Grozīts ar <any:3> likumu").match_at("Grozīts ar a b c likumu"));
  EXPECT_FALSE(compile("Grozīts ar <any:3> likumu").match_at("Grozīts ar a b c d likumu"));
  EXPECT_TRUE(compile("(<any:5>)").match_at("(viens, divi trīs)"));
}

TEST(Pattern, OneWordWithoutTheMarksAtItsEnd) {
  EXPECT_EQ(captured("№ <word>", "Закон від 05.04.2001 № 2341-III", "word"), "2341-III");
  EXPECT_EQ(captured("Ідентифікатор: <word>", "Ідентифікатор: 770-2000-п.", "word"), "770-2000-п");
  EXPECT_EQ(captured("№ <word>", "№ ;", "word"), "(no match)");
}

TEST(Pattern, StemsAndEscapes) {
  EXPECT_TRUE(compile("наркотич* засоб*").match_at("наркотичних засобів"));
  EXPECT_TRUE(compile("\\<n\\>").match_at("<n>"));
}

TEST(Pattern, BadPatternsAreRefusedWithTheirPlace) {
  EXPECT_FALSE(Pattern::compile("<wat>"));
  EXPECT_FALSE(Pattern::compile("[a"));
  EXPECT_FALSE(Pattern::compile("a]"));
  EXPECT_FALSE(Pattern::compile(" "));
  EXPECT_FALSE(Pattern::compile("<any:0>"));
}

TEST(Pattern, AWholeLineMayEndInWordsOfAnyNumber) {
  const auto copyright = compile("©<any:4>");
  EXPECT_TRUE(copyright.match_line("© 2026 Tea Board"));
  EXPECT_TRUE(copyright.match_line("©2026 Tea Board. "));
  EXPECT_FALSE(copyright.match_line("© 2026 Tea Board and a law behind it"));
  EXPECT_EQ(copyright.match_at("© 2026 Tea Board")->end, std::string_view("©").size());
  EXPECT_TRUE(compile("Chapter <n>.").match_line("Chapter 5. "));
  EXPECT_FALSE(compile("Chapter <n>.").match_line("Chapter 5. Tea"));
}

TEST(Pattern, HostileTextStaysLinear) {
  const auto pattern = compile("<any:50> <any:50> <any:50> кінець");
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "слово ";
  EXPECT_FALSE(pattern.search(text));  // would never end without remembered failures
}

// Patterns of every kind, and texts that they match or nearly do.
const char* const kPatterns[] = {"Стаття <n>",
                                 "<any:3> виключено",
                                 "(<any:2> в редакції <act>",
                                 "[<any:2>] § <n>",
                                 "<roman> РОЗДІЛ|<n>",
                                 "<letter>)",
                                 "<from> років",
                                 "( <any:1>) текст",
                                 "довічн* позбавлен*",
                                 "«<any:4>» <date>",
                                 "* статті",
                                 "<word> № <n>",
                                 "[(]<any:2> виключено",
                                 "(текст|<any:2> виключено"};
const char* const kTexts[] = {"Стаття 5",
                              "CTATTЯ 5",
                              " Стаття 5",
                              "Статтю 5 виключено",
                              "Статтю, 5, виключено",
                              "(Статтю в редакції Закону № 5)",
                              "a b § 7",
                              "§ 7",
                              "ІІ РОЗДІЛ",
                              "7",
                              "а) текст",
                              "двох років",
                              "2 років",
                              "П'яти років",
                              "(7) текст",
                              "довічне позбавлення",
                              "\"a b\" 13.12.2012",
                              "всі статті",
                              "Закон № 7",
                              "(а б виключено",
                              "( а б виключено",
                              "виключено",
                              "",
                              "   ",
                              "а б в г виключено",
                              "(",
                              "а, виключено",
                              "(текст"};

// What may_match refuses, match_at refuses.
TEST(TextStart, RefusesOnlyWhatCannotMatch) {
  int matched = 0;
  for (const char* source : kPatterns)
    for (const char* text : kTexts) {
      TextStart start(text);
      const Pattern pattern = compile(source);
      const bool matches = pattern.match_at(text) || pattern.match_line(text);
      matched += matches ? 1 : 0;
      EXPECT_TRUE(pattern.may_match(start) || !matches) << source << " at " << text;
    }
  EXPECT_GE(matched, 25);
  TextStart other("Громадянин має право на життя і здоров'я");
  EXPECT_FALSE(compile("<any:3> виключено").may_match(other));
  EXPECT_FALSE(compile("(<any:3> виключено").may_match(other));
  EXPECT_FALSE(compile("<from> років").may_match(other));
}

// Patterns are refused by shape: whatever they take for one letter must have one.
TEST(PatternFilter, RefusesOnlyWhatNoPatternMatches) {
  int refused = 0;
  for (const char* one : kPatterns)
    for (const char* other : kPatterns) {
      PatternFilter filter;
      filter.add({compile(one)});
      filter.add({compile(other)});
      for (const char* text : kTexts) {
        TextStart start(text);
        const bool matches = compile(one).match_at(text) || compile(other).match_at(text);
        EXPECT_TRUE(filter.may_match(start) || !matches) << one << " and " << other << " at " << text;
        refused += filter.may_match(start) ? 0 : 1;
      }
    }
  EXPECT_GT(refused, 500);
  TextStart start("Стаття 5");
  EXPECT_FALSE(PatternFilter().may_match(start));
}

// A search finds what looking at every word and mark finds, however it is prepared.
TEST(SearchText, FindsWhatLookingEverywhereFinds) {
  const auto everywhere = [](const Pattern& pattern,
                             const std::string& text) -> std::optional<Pattern::Match> {
    bool in_word = false;
    for (size_t at = 0, next = 0; at < text.size(); at = next) {
      const char32_t c = next_code_point(text, next = at);
      const bool begins = !is_space(c) && !(is_word_char(c) && in_word);
      in_word = is_word_char(c);
      if (auto match = begins ? pattern.match_at(text, at) : std::nullopt; match && match->end > at)
        return match;
    }
    return {};
  };
  int found = 0;
  for (const char* source : kPatterns)
    for (const char* text : kTexts)
      for (const char* before : {"", "Закон, ", "(1) ", "слово"}) {
        const Pattern pattern = compile(source);
        const std::string whole = std::string(before) + text + " далі";
        const auto expected = everywhere(pattern, whole), direct = pattern.search(whole),
                   prepared = pattern.search(SearchText(whole));
        ASSERT_EQ(direct.has_value(), expected.has_value()) << source << " in " << whole;
        ASSERT_EQ(prepared.has_value(), expected.has_value()) << source << " in " << whole;
        if (!expected) continue;
        ++found;
        EXPECT_EQ(std::pair(direct->begin, direct->end), std::pair(expected->begin, expected->end)) << source;
        EXPECT_EQ(std::pair(prepared->begin, prepared->end), std::pair(expected->begin, expected->end))
            << source;
      }
  EXPECT_GT(found, 100);
}

TEST(Shape, IsOneWhereFoldingOrLookalikesAreOne) {
  std::map<char32_t, char32_t> of_folded, of_twin;
  for (char32_t c = 1; c < 0x3000; ++c) {
    EXPECT_EQ(of_folded.try_emplace(fold_char(c), shape(c)).first->second, shape(c))
        << static_cast<uint32_t>(c);
    EXPECT_EQ(of_twin.try_emplace(lookalike(c), shape(c)).first->second, shape(c))
        << static_cast<uint32_t>(c);
  }
  EXPECT_EQ(shape('b'), shape(0x432));
  EXPECT_NE(shape('b'), shape('d'));
}

// One group behind a comma is thousands in one country and a fraction in the next; thousands of it are as
// open.
TEST(Pattern, AnOpenNumberTimesThousandIsOpen) {
  EXPECT_EQ(value("до <to> гривень", "до 20,000 тисяч гривень", "to"), -2);
  EXPECT_EQ(value("до <to> гривень", "до 20 тисяч гривень", "to"), 20000);
}

}  // namespace
}  // namespace zakonwatch
