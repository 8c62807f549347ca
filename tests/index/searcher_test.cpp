// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/searcher.h"

#include <gmock/gmock.h>

#include <random>

#include "index_fixture.h"

namespace zakonwatch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

using SearcherTest = IndexTest;

TEST_F(SearcherTest, OneWordFindsAConceptInEveryLanguage) {
  add("uk", "uk", "Незаконне вирощування каннабісу карається штрафом");
  add("ka", "ka", "კანაფის მოყვანა აკრძალულია");
  add("hy", "hy", "կանեփի մշակումն արգելվում է");
  add("lv", "lv", "Kaņepju audzēšana ir aizliegta");
  add("hu", "hu", "a kender termesztése tilos");
  add("beer", "lv", "Alus darīšana ir atļauta");
  build();
  const SearchResults results = search("cannabis");
  EXPECT_THAT(ids(results), UnorderedElementsAre("uk", "ka", "hy", "lv", "hu"));
  EXPECT_EQ(results.total, 5U);
  EXPECT_FALSE(results.lower_bound);
  for (const SearchHit& hit : results.hits) EXPECT_THAT(hit.why, Contains("concept cannabis")) << hit.id;
  EXPECT_THAT(found("კანაფი"), UnorderedElementsAre("uk", "ka", "hy", "lv", "hu"));
  EXPECT_THAT(found("marihuāna"), UnorderedElementsAre("uk", "ka", "hy", "lv", "hu"));
}

TEST_F(SearcherTest, TheWordItselfComesBeforeItsConcept) {
  add("other", "lv", "Kaņepju audzēšana ir aizliegta un sodāma ar naudas sodu");
  add("typed", "uk", "Незаконне вирощування марихуани карається штрафом або арештом");
  build();
  EXPECT_THAT(found("марихуани"), ElementsAre("typed", "other"));
}

TEST_F(SearcherTest, AConceptOfSeveralWordsIsMetByThemTogether) {
  add("georgian", "ka", "კანაფის მოყვანა აკრძალულია");
  add("plants", "uk", "рослини та конопляні вироби");
  build();
  EXPECT_THAT(found("конопляних рослин"), Contains("georgian")) << "the phrase says cannabis";
  EXPECT_THAT(found("рослин"), ElementsAre("plants")) << "one of its words alone does not";
}

TEST_F(SearcherTest, InflectionsAreFoundWithAndWithoutAStemmer) {
  add("uk", "uk", "обіг наркотичних засобів і психотропних речовин");
  add("ru", "ru", "незаконный оборот наркотических средств");
  add("hy", "hy", "թմրամիջոցների ապօրինի շրջանառություն");
  add("ka", "ka", "ნარკოტიკული საშუალებების უკანონო დამზადება");
  add("lv", "lv", "narkotisko un psihotropo vielu neatļauta glabāšana");
  add("hu", "hu", "kábítószerrel visszaélés");
  build();
  EXPECT_THAT(found("наркотичний засіб"), ElementsAre("uk")) << "or what holds one of the words";
  EXPECT_THAT(found("психотропні речовини"), ElementsAre("uk"));
  EXPECT_THAT(found("наркотическое средство"), ElementsAre("ru"));
  EXPECT_THAT(found("թմրամիջոցներ"), ElementsAre("hy"));
  EXPECT_THAT(found("ნარკოტიკული საშუალება"), ElementsAre("ka"));
  EXPECT_THAT(found("psihotropas vielas"), ElementsAre("lv"));
  EXPECT_THAT(found("neatlauta glabasana"), ElementsAre("lv")) << "typed without its marks";
  EXPECT_THAT(found("kábítószer"), ElementsAre("hu"));
}

TEST_F(SearcherTest, AShortCommonBeginningIsNoInflection) {
  add("law", "uk", "законодавство про освіту");
  build();
  EXPECT_THAT(found("законний"), IsEmpty());
}

TEST_F(SearcherTest, EveryWordIsWantedElseSomeAndItSaysSo) {
  add("both", "uk", "зберігання зброї та наркотиків");
  add("one", "uk", "зберігання майна");
  build();
  EXPECT_THAT(found("зберігання зброї"), ElementsAre("both"));
  const SearchResults loose = search("зберігання космосу");
  EXPECT_THAT(ids(loose), UnorderedElementsAre("both", "one"));
  EXPECT_TRUE(loose.loosened);
  EXPECT_FALSE(search("зберігання зброї").loosened);
}

TEST_F(SearcherTest, PhrasesAndExclusions) {
  add("a", "uk", "у великих розмірах, вчинені групою осіб");
  add("b", "uk", "у розмірах великих і малих");
  build();
  EXPECT_THAT(found("\"великих розмірах\""), ElementsAre("a"));
  EXPECT_THAT(found("великих розмірах"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(found("великих -групою"), ElementsAre("b"));
  EXPECT_THAT(found("\"розмірах великих\" -малих"), IsEmpty());
  EXPECT_THAT(found("розмір*"), UnorderedElementsAre("a", "b"));
}

TEST_F(SearcherTest, ANumberFindsTheArticleThatBearsItFirst) {
  IndexDocument named =
      document("named", "uk", "передбачені статтями 307, 309 і 321-1 цього Кодексу 309 309");
  IndexDocument bearer = document("bearer", "uk", "Незаконне виробництво");
  bearer.number = "309";
  IndexDocument inserted = document("inserted", "uk", "Порушення правил обігу отруйних речовин");
  inserted.number = "321-1";
  IndexDocument latvian = document("latvian", "lv", "Neatļauta glabāšana");
  latvian.number = "253.¹";
  for (const auto& each : {named, bearer, inserted, latvian}) add(each);
  build();
  EXPECT_THAT(found("309"), ElementsAre("bearer", "named"));
  EXPECT_THAT(found("ст. 309"), ElementsAre("bearer", "named"));
  EXPECT_THAT(found("321-1"), ElementsAre("inserted", "named"));
  EXPECT_THAT(found("253.1"), ElementsAre("latvian"));
  EXPECT_THAT(found("253¹"), ElementsAre("latvian"));
  EXPECT_THAT(found("2531"), IsEmpty());
}

TEST_F(SearcherTest, TheLawInForceIsTheDefault) {
  IndexDocument old = document("old", "uk", "каннабіс до 5 грамів");
  old.valid_from = day("2001-09-01");
  old.valid_until = day("2008-05-07");
  IndexDocument now = document("now", "uk", "каннабіс до 10 грамів");
  now.valid_until = day("2027-01-01");
  IndexDocument future = document("future", "uk", "каннабіс до 20 грамів");
  future.valid_from = day("2027-01-01");
  for (const auto& each : {old, now, future}) add(each);
  build();
  EXPECT_THAT(found("каннабіс"), ElementsAre("now"));
  SearchQuery at = query("каннабіс");
  at.as_of = day("2008-05-06");
  EXPECT_THAT(ids(search(at)), ElementsAre("old"));
  at.as_of = day("2008-05-07");
  EXPECT_THAT(ids(search(at)), ElementsAre("now"));
  at.as_of = day("2026-12-31");
  EXPECT_THAT(ids(search(at)), ElementsAre("now"));
  at.as_of = day("2027-01-01");
  EXPECT_THAT(ids(search(at)), ElementsAre("future"));
  at.as_of = day("2001-08-31");
  EXPECT_THAT(ids(search(at)), IsEmpty());
  SearchQuery history = query("каннабіс");
  history.history = true;
  EXPECT_EQ(search(history).total, 3U);
}

TEST_F(SearcherTest, FiltersAndFacets) {
  IndexDocument ua = document("ua", "uk", "наркотики");
  ua.topics = {"possession", "supply"};
  IndexDocument ge = document("ge", "ka", "наркотики");
  ge.topics = {"possession"};
  for (const auto& each : {ua, ge}) add(each);
  build();
  const SearchResults all = search("наркотики");
  EXPECT_EQ(all.facets.at("country"), (std::map<std::string, size_t>{{"UA", 1}, {"GE", 1}}));
  EXPECT_EQ(all.facets.at("topic"), (std::map<std::string, size_t>{{"possession", 2}, {"supply", 1}}));
  SearchQuery filtered = query("наркотики");
  filtered.country = "ge";
  EXPECT_THAT(ids(search(filtered)), ElementsAre("ge"));
  filtered.country.clear();
  filtered.topic = "supply";
  EXPECT_THAT(ids(search(filtered)), ElementsAre("ua"));
}

TEST_F(SearcherTest, ChangesAreLookedForOnRequestOnly) {
  IndexDocument change = document("x", "uk", "наркотики");
  change.id = "c:42";
  change.valid_from.reset();
  add(change);
  add("provision", "uk", "наркотики");
  build();
  EXPECT_THAT(found("наркотики"), ElementsAre("provision"));
  SearchQuery changes = query("наркотики");
  changes.changes = true;
  const SearchResults results = search(changes);
  ASSERT_EQ(results.hits.size(), 1U);
  EXPECT_EQ(results.hits[0].id, "c:42");
}

TEST_F(SearcherTest, AHitCarriesWhatItsLineSays) {
  IndexDocument rich = document("7:art_309", "uk", "наркотики");
  rich.title = "Кодекс\nз розривом";
  rich.eid = "art_309";
  rich.label = "Стаття 309";
  rich.valid_until = day("2030-01-01");
  add(rich);
  build();
  const SearchHit hit = search("наркотики").hits.at(0);
  EXPECT_EQ(hit.id, "p:7:art_309");
  EXPECT_EQ(hit.act, "uk/1");
  EXPECT_EQ(hit.title, "Кодекс з розривом");
  EXPECT_EQ(hit.eid, "art_309");
  EXPECT_EQ(hit.label, "Стаття 309");
  EXPECT_EQ(hit.country, "UA");
  EXPECT_EQ(hit.source, "uk-source");
  EXPECT_EQ(hit.valid_from, day("2008-05-07"));
  EXPECT_EQ(hit.valid_until, day("2030-01-01"));
  EXPECT_GT(hit.score, 0);
}

TEST_F(SearcherTest, TheSnippetShowsTheWordsAsPrinted) {
  std::string text = "Розділ про інше. ";
  for (int i = 0; i < 100; ++i) text += "Слова ні про що. ";
  text += "Незаконне вирощування КАННАБІСУ, тобто рослин конопель, карається штрафом.";
  for (int i = 0; i < 100; ++i) text += " Знову ні про що.";
  add("a", "uk", text);
  build();
  const SearchHit hit = search("каннабіс штраф").hits.at(0);
  EXPECT_THAT(shown(hit), HasSubstr("[КАННАБІСУ]"));
  EXPECT_THAT(shown(hit), HasSubstr("[штрафом]"));
  EXPECT_THAT(shown(hit), StartsWith("…"));
  EXPECT_LT(shown(hit).size(), 1000U);
  std::string joined;
  for (const SnippetPart& part : hit.snippet)
    if (part.text != "…") joined += part.text;
  EXPECT_THAT(text, HasSubstr(joined)) << "the snippet is the text's own words";
  EXPECT_THAT(hit.why, Contains("word штрафом"));
}

TEST_F(SearcherTest, AnEndlessWordIsCutBetweenGraphemes) {
  std::string family;
  for (int i = 0; i < 3000; ++i) family += "e\xCC\x81";  // é as two code points
  add("a", "en", "cannabis " + family);
  build();
  const SearchHit hit = search("cannabis").hits.at(0);
  for (const SnippetPart& part : hit.snippet) {
    EXPECT_LT(part.text.size(), 2000U);
    EXPECT_FALSE(part.text.starts_with("\xCC\x81"));
  }
}

TEST_F(SearcherTest, WithoutATextTheIndexSaysWhy) {
  add("a", "uk", "вирощування каннабісу");
  build();
  auto searcher = value_or_throw(Searcher::open(index()));
  const auto results = value_or_throw(searcher.search(query("каннабіс"), lexicons_, {}));
  ASSERT_EQ(results.hits.size(), 1U);
  EXPECT_TRUE(results.hits[0].snippet.empty());
  EXPECT_THAT(results.hits[0].why, Contains("concept cannabis"));
}

TEST_F(SearcherTest, TheActsNameIsFoundToo) {
  IndexDocument titled = document("a", "uk", "текст");
  titled.title = "Кримінальний кодекс України";
  add(titled);
  build();
  EXPECT_THAT(found("кримінальний кодекс"), ElementsAre("a"));
}

TEST_F(SearcherTest, MistakesOfTheAskerAreUsageErrors) {
  build();
  auto searcher = value_or_throw(Searcher::open(index()));
  for (const std::string& words : {std::string(), std::string("a*"), std::string(1 << 20, 'x')}) {
    const auto results = searcher.search(query(words), lexicons_, texts());
    ASSERT_FALSE(results);
    EXPECT_EQ(results.error().kind, ErrorKind::usage);
  }
}

TEST_F(SearcherTest, NoQueryCrashesIt) {
  for (int i = 0; i < 50; ++i) add("d" + std::to_string(i), "uk", "каннабіс штраф " + std::to_string(i));
  build();
  auto searcher = value_or_throw(Searcher::open(index()));
  std::mt19937 random(11);
  const std::vector<std::string> pieces = {"\"",
                                           "-",
                                           "*",
                                           " ",
                                           std::string(1, '\0'),
                                           "каннабіс",
                                           "XC",
                                           "рослин ",
                                           "штраф",
                                           "ка*",
                                           "9",
                                           "¹",
                                           "\xff",
                                           "„",
                                           "cannabis ",
                                           " -штраф",
                                           " \"каннабіс штраф\""};
  for (int round = 0; round < 1500; ++round) {
    std::string words;
    for (size_t n = random() % 10; n > 0; --n) words += pieces[random() % pieces.size()];
    const auto results = searcher.search(query(words), lexicons_, texts());
    if (!results) {
      EXPECT_EQ(results.error().kind, ErrorKind::usage) << words << ": " << results.error().message;
    }
  }
}

TEST_F(SearcherTest, TheLimitHoldsAndTheTotalDoesNot) {
  for (int i = 0; i < 30; ++i) add("d" + std::to_string(i), "uk", "каннабіс");
  build();
  SearchQuery few = query("каннабіс");
  few.limit = 3;
  const SearchResults results = search(few);
  EXPECT_EQ(results.hits.size(), 3U);
  EXPECT_EQ(results.total, 30U);
  EXPECT_EQ(results.facets.at("country").at("UA"), 30U);
}

TEST_F(SearcherTest, AMissingIndexIsAnErrorThatSaysWhatToDo) {
  const auto searcher = Searcher::open(folder_ / "nowhere");
  ASSERT_FALSE(searcher);
  EXPECT_EQ(searcher.error().kind, ErrorKind::io);
  EXPECT_THAT(searcher.error().message, HasSubstr("reindex"));
}

}  // namespace
}  // namespace zakonwatch
