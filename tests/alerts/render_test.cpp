// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/render.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "alerts/catalogue.h"
#include "alerts/redline_view.h"
#include "alerts/wording.h"
#include "base/files.h"
#include "base/text.h"
#include "tests/alerts/fixtures.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

using namespace fixtures;

std::string text_of(DigestItem item, const std::string& language = "en") {
  return render_text(digest_of({std::move(item)}, language));
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Subject, JudgesOnlyWhatWasReadOrConfirmed) {
  DigestItem item = latvia_supply();
  EXPECT_TRUE(has(render_subject(digest_of({item})), "tightens on its face"));
  item.change.effects.front().via = "lv/other";
  EXPECT_FALSE(has(render_subject(digest_of({item})), "tightens"));
  item.confirmed = true;
  EXPECT_TRUE(has(render_subject(digest_of({item})), "tightens on its face"));
  item.change.effects.clear();
  item.confirmed = false;
  EXPECT_FALSE(has(render_subject(digest_of({item})), "tightens"));
  EXPECT_FALSE(has(render_subject(digest_of({georgia_use()})), "on its face"));
}

TEST(Subject, HasAtMost120GraphemesAndNoControls) {
  DigestItem item = latvia_supply();
  item.change.summary_en = "a\r\nBcc: x\xE2\x80\xAE" + std::string(400, 'y');
  const std::string subject = render_subject(digest_of({item}));
  EXPECT_LE(to_code_points(subject).size(), 121u);
  for (const char* bad : {"\r", "\n", "\xE2\x80\xAE"}) EXPECT_FALSE(has(subject, bad));
}

TEST(Subject, NeutralSaysNothing) {
  Digest digest = digest_of({ukraine_possession(), latvia_supply()}, "ru");
  digest.neutral_subject = true;
  EXPECT_EQ(render_subject(digest), "Дайджест от 2026-11-22");
  // Nor does what a mail program shows beside the subject: the first line, and the page's title.
  EXPECT_TRUE(render_text(digest).starts_with("Это дайджест, который вы просили присылать."));
  const std::string page = render_html(digest);
  EXPECT_TRUE(has(page, "<title>Дайджест от 2026-11-22</title>"));
  EXPECT_LT(page.find("Это дайджест"), page.find("Хранение"));
}

TEST(Text, NamesTheThreeDatesAndNeverMixesThem) {
  const std::string all = text_of(ukraine_possession());
  EXPECT_TRUE(has(all, "In force from: 2008-05-07 (as the source prints it)\n"));
  EXPECT_TRUE(has(all, "Published: 2008-04-30\n"));
  EXPECT_TRUE(has(all, "First seen by us: 2026-11-22 06:31 UTC\n"));
  DigestItem item = ukraine_possession();
  item.published = item.in_force_from = {};
  const std::string none = text_of(item);
  EXPECT_TRUE(has(none, "In force from: not stated by the source\n"));
  EXPECT_TRUE(has(none, "Published: not stated by the source\n"));
}

TEST(Text, ARemovalIsNotCalledARepeal) {
  const std::string absent = text_of(kazakhstan_repealed());
  EXPECT_TRUE(has(absent, "No longer in the text"));
  EXPECT_FALSE(has(absent, "Repealed"));
  DigestItem item = kazakhstan_repealed();
  item.change.attribution = {AttributionKind::act, "1-II", {}, "note"};
  EXPECT_TRUE(has(text_of(item), "Repealed"));
}

TEST(Text, UnchangedTextIsCalledSo) {
  DigestItem item = ukraine_possession();
  std::string law;
  for (int i = 0; i < 500; ++i) law += "Незмінне речення. ";
  item.change.kind = ChangeKind::renumbered;
  item.change.old_side->label = "Стаття 308";
  item.change.redline = {{EditOp::equal, law}};
  const std::string all = text_of(item);
  EXPECT_TRUE(has(all, "Text (unchanged):"));
  EXPECT_TRUE(has(squeeze_space(all), "What: Before: Стаття 308. Now: Стаття 309, частина 1."));
  EXPECT_LT(all.size(), 7000u);
}

TEST(Text, UnclearSaysWhy) {
  EXPECT_TRUE(
      has(squeeze_space(text_of(georgia_use())),
          "On its face: not determined (another act sets the amounts; that act would settle it). Amended."));
}

// A bill's page prints dates too; none of them is a date of force, and a step judges nothing.
TEST(Text, ABillIsNeverInForce) {
  const std::string text = squeeze_space(text_of(ukraine_bill_step()));
  EXPECT_TRUE(has(text, "In force from: not in force: this is a bill"));
  EXPECT_TRUE(has(text, "the law has not changed"));
  EXPECT_FALSE(has(text, "in force from 2026"));
  EXPECT_FALSE(has(text, "in force according"));
  EXPECT_FALSE(has(text, "On its face"));
  DigestItem amended = ukraine_possession();  // the text of a bill, changed between two readings
  amended.source_kind = "bills";
  EXPECT_FALSE(has(squeeze_space(text_of(amended)), "in force from 2008"));
}

TEST(Text, StaysWithin72ColumnsWhereWordsAllow) {
  const std::string all =
      render_text(digest_of({ukraine_possession(), georgia_use(), armenia_treatment()}, "ru"));
  for (const auto line : lines(all)) {
    const bool one_word = trim(line).find(' ') == std::string_view::npos;
    EXPECT_TRUE(one_word || display_width(line) <= 72) << line;
  }
}

TEST(Text, EverySubscriptionIsNamed) {
  EXPECT_TRUE(has(squeeze_space(text_of(latvia_supply())), "your subscription Baltic states, Harsher only"));
}

TEST(Text, CoverageNamesWhatWasNotSeen) {
  const std::string all = squeeze_space(text_of(latvia_supply()));
  EXPECT_TRUE(has(
      all,
      "64 sources were checked since 2026-11-21 07:00 UTC. Late: tj-adlia. Blocked: ru-pravo, tm-minjust."));
  EXPECT_TRUE(has(all, "silence does not mean that nothing changed"));
}

TEST(Html, StaysWithinItsBudget) {
  for (const size_t count : {size_t{1}, size_t{40}, size_t{300}, size_t{3000}}) {
    const Digest digest = burst(count);
    const std::string page = render_html(digest);
    EXPECT_LE(page.size(), kHtmlBudget) << count;
    EXPECT_TRUE(page.ends_with("</html>\n"));
  }
}

TEST(Html, OneHugeChangeStaysWithinItsBudget) {
  DigestItem item = ukraine_possession();
  item.change.redline.clear();
  for (int i = 0; i < 20'000; ++i)
    item.change.redline.push_back({i % 2 ? EditOp::insert : EditOp::remove, "слово "});
  const std::string page = render_html(digest_of({item}));
  EXPECT_LE(page.size(), kHtmlBudget);
  EXPECT_TRUE(has(page, "plain-text part"));
}

TEST(Html, TheListStandsBeforeTheFirstText) {
  const std::string page = render_html(digest_of({ukraine_possession(), latvia_supply(), georgia_use()}));
  EXPECT_LT(page.find("Use: imprisonment is dropped"), page.find("<ins"));
  EXPECT_LT(page.find("watch.example.org/u/"), page.find("<ins"));
}

TEST(Html, LawHasItsLanguage) {
  const std::string page = render_html(digest_of({georgia_use()}));
  EXPECT_TRUE(has(page, "<html lang=\"en\">"));
  EXPECT_TRUE(has(page, "<div class=\"t\" lang=\"ka\">"));
}

TEST(Html, ABadOfficialAddressIsNoLink) {
  DigestItem item = ukraine_possession();
  item.official_url = "javascript:alert(1)";
  EXPECT_FALSE(has(render_html(digest_of({item})), "href=\"javascript"));
}

TEST(Mail, TextAndHtmlAreSmallAndWholeForTenThousand) {
  const Digest digest = burst(10'000);
  EXPECT_LE(render_html(digest).size(), kHtmlBudget);
  const std::string all = render_text(digest);
  EXPECT_LE(all.size(), 700'000u);
  EXPECT_TRUE(has(all, "10,000 changes"));
  EXPECT_TRUE(has(all, "more in the record"));
}

TEST(Redline, MarksTouchTheWordsAndCloseAtLineEnds) {
  const Redline redline{
      {EditOp::equal, "a "}, {EditOp::remove, "b\nc "}, {EditOp::insert, "d "}, {EditOp::equal, "e"}};
  EXPECT_EQ(redline_text(redline), "a [-b-]\n[-c-] {+d+} e");
  EXPECT_EQ(redline_text({{EditOp::insert, "x"}}, true), "\x1b[32m{+x+}\x1b[0m");
}

TEST(Redline, HtmlHasMarksWordsAndColour) {
  const std::string html = redline_html({{EditOp::remove, "a<b"}, {EditOp::insert, "c"}}, "ru");
  EXPECT_TRUE(has(html, "<del>"));
  EXPECT_TRUE(has(html, "удалено: "));
  EXPECT_TRUE(has(html, "a&lt;b"));
  EXPECT_TRUE(has(html, "<ins style="));
}

std::string without_insertions(const Redline& redline) {
  std::string text;
  for (const Edit& edit : redline)
    if (edit.op != EditOp::insert) text += edit.text;
  return text;
}

TEST(Elide, KeepsTheSentencesOfAChange) {
  std::string middle;
  for (int i = 0; i < 20; ++i) middle += "Речення посередині нікого не цікавить. ";
  const Redline redline{{EditOp::equal, middle + "Початок речення, "},
                        {EditOp::insert, "нове слово"},
                        {EditOp::equal, ", його кінець згідно зі ст. 309 КК. " + middle + "Наступне "},
                        {EditOp::remove, "старе"},
                        {EditOp::equal, " речення. " + middle}};
  const std::string shown = without_insertions(elide(redline));
  EXPECT_EQ(
      shown,
      "[…] Початок речення, , його кінець згідно зі ст. 309 КК. Речення посередині нікого не цікавить. […] "
      "Наступне старе речення. […]");
}

TEST(Elide, LeavesShortTextAndLoneTextAlone) {
  const Redline redline{{EditOp::equal, "Коротко. "}, {EditOp::insert, "Так."}};
  EXPECT_EQ(elide(redline), redline);
  const Redline lone{{EditOp::equal, std::string(5000, 'x')}};
  EXPECT_EQ(elide(lone), lone);
}

TEST(Elide, NeverCutsACharacter) {
  Redline redline{{EditOp::remove, "а"}, {EditOp::equal, ""}, {EditOp::insert, "б"}};
  for (int i = 0; i < 1500; ++i) redline[1].text += i % 7 ? "ქ" : "ქ ";
  for (const Edit& edit : elide(redline)) EXPECT_TRUE(is_valid_utf8(edit.text));
  for (size_t limit = 0; limit < 60; ++limit)
    for (const Edit& edit : clip(redline, limit).redline) EXPECT_TRUE(is_valid_utf8(edit.text));
}

// The text of adjacent string literals from `at`.
std::string literal(const std::string& code, size_t at) {
  std::string text;
  while (code[at] == '"') {
    const size_t end = code.find('"', at + 1);
    text += code.substr(at + 1, end - at - 1);
    at = code.find_first_not_of(" \n", end + 1);
  }
  return text;
}

// Every message of the code stands in every catalogue, and every pattern can be filled in.
TEST(Catalogue, IsWhole) {
  const std::filesystem::path room = std::filesystem::path(project_root()) / "alerts";
  size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(room)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string code = *read_file(entry.path());
    for (const std::string call : {"say(", "mark("})
      for (size_t at = code.find(call); at != std::string::npos; at = code.find(call, at + 1)) {
        const size_t open = code.find_first_not_of(" \n", at + call.size());
        if (code[open] != '"') continue;
        const std::string message = literal(code, open);
        EXPECT_TRUE(Catalogue::of("ru").knows(message)) << message;
        ++found;
      }
  }
  EXPECT_GT(found, 100u);
}

// A reader of Russian learns what the words are about that were met in a Georgian law.
TEST(Catalogue, HasAGlossForEveryNotion) {
  const std::filesystem::path sources = std::filesystem::path(project_root()) / "sources";
  std::set<std::string> notions;
  for (const auto& entry : std::filesystem::directory_iterator(sources / "lexicon")) {
    const std::string text = *read_file(entry.path());
    constexpr std::string_view kKey = "concept = \"";
    for (size_t at = text.find(kKey); at != std::string::npos; at = text.find(kKey, at + 1))
      notions.insert(text.substr(at + kKey.size(), text.find('"', at + kKey.size()) - at - kKey.size()));
  }
  EXPECT_GT(notions.size(), 150u);
  for (const std::string& notion : notions)
    EXPECT_TRUE(Catalogue::of("ru").knows("concept " + notion)) << notion;
  const std::string why = "concept own_use in redline: პირადი მოხმარება";
  EXPECT_EQ(reason_for_topic_words(why, Catalogue::of("en")),
            "პირადი მოხმარება in the changed words (concept own use)");
  EXPECT_EQ(reason_for_topic_words(why, Catalogue::of("ru")),
            "პირადი მოხმარება в изменённых словах (для себя)");
}

TEST(Catalogue, CountsAsRussianDoes) {
  const Catalogue& ru = Catalogue::of("ru");
  const auto years = [&](int64_t n) {
    return ru.say("{n, plural, one {# year} other {# years}}", {{"n", n}});
  };
  EXPECT_EQ(years(1), "1 год");
  EXPECT_EQ(years(3), "3 года");
  EXPECT_EQ(years(11), "11 лет");
  EXPECT_EQ(years(21), "21 год");
}

TEST(Catalogue, ArgumentsAreNoPatterns) {
  EXPECT_EQ(Catalogue::of("en").say("up to {limit}", {{"limit", std::string("{x} 'y' #")}}),
            "up to {x} 'y' #");
  EXPECT_EQ(Catalogue::of("xx").language(), "en");
}

TEST(EffectWords, TellThatACrimeChangesItsClass) {
  Effect effect{.kind = "imprisonment", .where = "art_1", .direction = Direction::harsher};
  effect.old_value = EffectValue{{"max_months", int64_t{60}}};
  effect.new_value = EffectValue{{"max_months", int64_t{84}}};
  effect.gravity = GravityStep{"medium", "grave", "Article 15", false};
  EXPECT_EQ(effect_words(effect, Catalogue::of("en")),
            "imprisonment: up to 5 years → up to 7 years (tightens), its class changes: "
            "crime of medium gravity → grave crime (Article 15; these lines were not checked on a page of "
            "the law)");
  const std::string russian = effect_words(effect, Catalogue::of("ru"));
  EXPECT_NE(russian.find("меняется категория: преступление средней тяжести → тяжкое преступление"),
            std::string::npos)
      << russian;
}

}  // namespace
}  // namespace zakonwatch
