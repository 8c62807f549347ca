// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parse_support.h"

namespace zakonwatch {
namespace {

using test::parse;
using test::provision;
using Eids = std::vector<std::string>;

// Invented acts, written for these tests.
TEST(Outline, UkrainianSanctionLinesJoinTheirPart) {
  const Act act = parse(
      "uk", "md",
      "Розділ II\n\nПРО ЧАЙ\n\nСтаття 5. Незаконне заварювання чаю\n\n1\\. Заварювання чаю без дозволу -\n\n"
      "караються штрафом до ста гривень.\n\n2\\. Ті самі дії, вчинені повторно:\n\n1) групою осіб;\n\n2) у "
      "їдальні, -\n\n"
      "караються арештом на строк до шести місяців.\n\n{ Частину другу змінено: Стаття 5 із змінами, "
      "внесеними згідно із Законом N 270-VI від 15.04.2008 }\n\n"
      "Примітка. 1. Чаєм є настій.\n\n2. Великим є чайник понад два літри.\n");
  EXPECT_EQ(provision(act, "chapter_II").heading, "ПРО ЧАЙ");
  EXPECT_EQ(provision(act, "art_5").heading, "Незаконне заварювання чаю");
  EXPECT_EQ(provision(act, "art_5__para_1").text,
            "Заварювання чаю без дозволу -\nкараються штрафом до ста гривень.");
  EXPECT_EQ(provision(act, "art_5__para_1").label, "Стаття 5, частина 1");
  EXPECT_EQ(provision(act, "art_5__para_2__point_2").text, "у їдальні, -");
  EXPECT_EQ(provision(act, "art_5__para_2").text,
            "Ті самі дії, вчинені повторно:\nкараються арештом на строк до шести місяців.");
  EXPECT_EQ(provision(act, "art_5__note__para_2").text, "Великим є чайник понад два літри.");
}

TEST(Outline, UkrainianInsertedArticleIsTheSameHoweverPrinted) {
  for (const char* number : {"321-1.", "321 - 1 .", "321<sup>1</sup>."}) {
    const Act act = parse("uk", "md",
                          std::string("Стаття 321. А\n\nТекст перший.\n\nСтаття ") + number +
                              " Б\n\nТекст другий.\n\nСтаття 322. В\n\nТретій.\n");
    EXPECT_EQ(test::article_eids(act), (Eids{"art_321", "art_321_1", "art_322"})) << number;
  }
}

// Paragraph (4) is gone, (5) is printed as (4): the line that says so and the gazette's footnotes are notes.
TEST(Outline, SerbianLinesAboutAmendmentsAreNotes) {
  const Act act =
      parse("sr", "txt",
            "Члан 7. Шетња\n\n(1) Ко шета без пса, казниће се новчаном казном.\n\nБрисан је ранији став (2) "
            "(види члан 4. Закона - 21/2012-3)\n\n(2) Пси не плаћају.\n\n*Службени гласник РС, број "
            "72/2009\n\n**Службени гласник РС, број 21/2012\n");
  EXPECT_EQ(provision(act, "art_7__para_1").text, "Ко шета без пса, казниће се новчаном казном.");
  EXPECT_EQ(provision(act, "art_7__para_2").text, "Пси не плаћају.");
  for (const Provision& one : act.provisions) {
    EXPECT_EQ(one.text.find("гласник"), std::string::npos) << one.eid;
    EXPECT_EQ(one.text.find("Брисан"), std::string::npos) << one.eid;
  }
}

TEST(Outline, NoteAloneStandsForARepealedArticle) {
  const Act act = parse(
      "uk", "md",
      "Стаття 229. А\n\nТекст.\n\n{ Статтю 230 виключено на підставі Закону N 669-IV від 03.04.2003 "
      "}\n\nСтаття 231. Б\n\nТекст.\n\n"
      "{Статті 232-234 виключено на підставі Закону № 4025-VI від 15.11.2011}\n\nСтаття 235. В\n\nТекст.\n");
  EXPECT_EQ(test::article_eids(act),
            (Eids{"art_229", "art_230", "art_231", "art_232", "art_233", "art_234", "art_235"}));
  EXPECT_TRUE(provision(act, "art_230").repealed);
  ASSERT_EQ(provision(act, "art_230").notes.size(), 1u);
  EXPECT_EQ(provision(act, "art_230").notes[0].kind, NoteKind::repeal);
  EXPECT_EQ(provision(act, "art_230").notes[0].act->number, "669-IV");
  EXPECT_TRUE(act.quality.number_gaps.empty());
}

TEST(Outline, LatvianPageWithContentsNotesAndForeignRules) {
  std::string page = "<div><ul>";
  for (int i = 1; i <= 6; ++i)
    page += "<li><a href='#p" + std::to_string(i) + "'>" + std::to_string(i) + ".pants. Par tēju</a></li>";
  page += "</ul><div>I nodaļa<br>Vispārīgi</div>";
  for (int i = 1; i <= 5; ++i)
    page += "<div><p><b>" + std::to_string(i) +
            ".pants. Par tēju</b></p><p>(1) Tēju dzer.</p><p>(2) <span>(Izslēgta ar <a "
            "href=x>13.12.2012</a>. likumu)</span></p><p class=labojumu_pamats>(13.12.2012. likuma "
            "redakcijā, kas stājas spēkā 01.04.2013.)</p></div>";
  page +=
      "<div><p><b>5.<sup>1</sup> pants.</b> Tēju nedzer.</p></div><div>Pārejas noteikumi</div><div><p>1. "
      "Likums stājas spēkā.</p></div>"
      "<div><b>PIEZĪME:</b><br><br>13.12.2012. likuma \"Grozījumi likumā\" Pārejas noteikumi:<br><br>\"1. "
      "Pirmais.<br>2. Otrais.\"</div></div>";
  const Act act = parse("lv", "html", page);
  EXPECT_EQ(test::article_eids(act), (Eids{"art_1", "art_2", "art_3", "art_4", "art_5", "art_5_1"}));
  EXPECT_TRUE(provision(act, "art_3__para_2").repealed);
  ASSERT_FALSE(provision(act, "art_3").notes.empty());
  EXPECT_EQ(to_iso(*provision(act, "art_3").notes[0].in_force), "2013-04-01");
  EXPECT_EQ(provision(act, "art_5_1").text, "Tēju nedzer.");
  EXPECT_FALSE(provision(act, "art_5_1").heading);
  EXPECT_EQ(provision(act, "art_5_1").label, "5.¹ pants");
  EXPECT_EQ(provision(act, "trans__para_1").text, "Likums stājas spēkā.");
  EXPECT_EQ(provision(act, "trans_2012-12-13__para_2").text, "Otrais.\"");
  EXPECT_EQ(test::duplicate_eid(act), "");
}

// As gazettes print them: wrapped titles, a page's number, a number twice, one that the text does not have.
TEST(Outline, AContentsListWithMisprintsIsNoLaw) {
  const Act act =
      test::parse("sq", "txt",
                  "LIGJI PËR ÇAJIN\n\nPËRMBAJTJA\n\nKREU I Çaji\n\nNeni 1 Qëllimi\n\nNeni 2 Çaji i zi\n\n"
                  "Neni 3 Çaji i\n\ngjelbër\n\n2\n\nNeni 4 Uji\n\nNeni 15 Sheqeri\n\nNeni 6 Qumështi\n\n"
                  "Neni 6 Hyrja në fuqi\n\nKREU I\n\nÇaji\n\nNeni 1\n\nQëllimi\n\nÇaji pihet.\n\n"
                  "Neni 2\n\nÇaji i zi\n\nPihet.\n\nNeni 3\n\nÇaji i gjelbër\n\nPihet.\n\nNeni 4\n\nUji\n\n"
                  "Vlon.\n\nNeni 5\n\nSheqeri\n\nShtohet.\n\nNeni 6\n\nQumështi\n\nShtohet.\n\nNeni 7\n\n"
                  "Hyrja në fuqi\n\nSot.\n");
  EXPECT_EQ(test::article_eids(act),
            (std::vector<std::string>{"art_1", "art_2", "art_3", "art_4", "art_5", "art_6", "art_7"}));
  EXPECT_EQ(provision(act, "art_1").heading, "Qëllimi");
}

// A decree in short sentences and the rules it approves count alike: nothing is a contents list.
TEST(Outline, ShortArticlesAreLawThoughTheirNumbersComeAgain) {
  std::string text = "HOTĂRÂRE privind ceaiul\n\n";
  for (int i = 1; i <= 5; ++i)
    text += "Art. " + std::to_string(i) + ". Se aprobă bugetul pentru ceaiul cel verde al anului curent.\n\n";
  text += "ANEXĂ\n\n";
  for (int i = 1; i <= 5; ++i)
    text += "Art. " + std::to_string(i) + ". Ceaiul se bea fierbinte în toate casele acestei țări.\n\n";
  const Act act = test::parse("ro", "txt", text);
  EXPECT_NE(act.find("art_5"), nullptr);
  EXPECT_NE(act.find("annex_1__art_5"), nullptr);
  EXPECT_EQ(test::article_eids(act).size(), 10U);
}

TEST(Outline, RussianCollisionOfRaisedAndPlainNumbers) {
  std::string page = "<style>.W9{vertical-align:super}</style>";
  for (const char* number : {"35", "35<span class=W9>1</span>", "36", "350", "351", "352"})
    page += "<p class=H>Статья " + std::string(number) +
            ". О чае</p><p>Чай пьют.</p><p>Запрещено:</p><p>кипятить;</p><p>разбавлять.</p>";
  const Act act = parse("ru", "html", page);
  EXPECT_EQ(test::article_eids(act), (Eids{"art_35", "art_35_1", "art_36", "art_350", "art_351", "art_352"}));
  EXPECT_EQ(provision(act, "art_35_1__p_2").text, "Запрещено:");
  EXPECT_EQ(provision(act, "art_35_1__indent_4").text, "разбавлять.");
  EXPECT_EQ(provision(act, "art_35_1__indent_4").label, "Статья 35¹, абзац 4");
}

TEST(Outline, FlattenedInsertsAreResolvedBySequence) {
  std::string text;
  for (const char* number : {"34", "35", "351", "352", "36", "37"})
    text += "Стаття " + std::string(number) + ". Про чай\n\nТекст.\n\n";
  EXPECT_EQ(test::article_eids(parse("uk", "txt", text)),
            (Eids{"art_34", "art_35", "art_35_1", "art_35_2", "art_36", "art_37"}));
}

TEST(Outline, CzechHeadingOnTheNextLineLettersAndAnnex) {
  const Act act = parse("cs", "md",
                        "## ČÁST PRVNÍ\n\n### HLAVA II\n\n#### ČAJ\n\n##### § 283a\n\n#### Nedovolený "
                        "čaj\n\n(1) Kdo uvaří čaj\n\n- a) silný,\n\n- b) slabý, nebo\n\n- 1. studený,\n\n"
                        "bude potrestán odnětím svobody až na jeden rok.\n\n(2) Pokus je trestný.\n\n**Novák "
                        "v. r.**\n\nPříloha č. 1 k zákonu č. 1/2000 Sb.\n\nČAJE\n\n| Název | Latinsky |\n| "
                        "--- | --- |\n| čaj | thea |\n");
  EXPECT_EQ(provision(act, "part_1__chapter_II").heading, "ČAJ");
  EXPECT_EQ(provision(act, "art_283a").heading, "Nedovolený čaj");
  EXPECT_EQ(provision(act, "art_283a__para_1__point_b__point_1").text, "studený,");
  EXPECT_EQ(provision(act, "art_283a__para_1").text,
            "Kdo uvaří čaj\nbude potrestán odnětím svobody až na jeden rok.");
  EXPECT_EQ(provision(act, "conclusion").text, "Novák v. r.");
  EXPECT_EQ(provision(act, "annex_1__row_2").cells, (Eids{"čaj", "thea"}));
  EXPECT_DOUBLE_EQ(act.quality.claimed_share, 1.0);
}

TEST(Outline, QuotedLawOfAnAmendingActIsNotItsOwn) {
  const Act act = parse("cs", "md",
                        "##### Čl. I\n\nZákon se mění takto:\n\n- 1. V § 5 se slovo „tři“ nahrazuje slovem "
                        "„čtyři“.\n\n- 2. Za § 5 se vkládá nový § 5a, který zní:\n\n##### „§ 5a\n\n"
                        "#### Čaj\n\n(1) Čaj se pije.\n\n(2) Čaj se nekouří.“.\n\n- 3. § 6 se "
                        "zrušuje.\n\n##### Čl. II\n\nÚčinnost dnem vyhlášení.\n");
  EXPECT_EQ(test::article_eids(act), (Eids{"art_I", "art_II"}));
  EXPECT_EQ(act.quality.articles, 2);
  EXPECT_EQ(provision(act, "art_I__point_2__quoted__art_5a").type, ProvisionType::quoted);
  EXPECT_EQ(provision(act, "art_I__point_2__quoted__art_5a__para_1").text, "Čaj se pije.");
  EXPECT_EQ(provision(act, "art_I__point_3").text, "§ 6 se zrušuje.");
}

// Each tradition closes what it opened with its own mark; the quoted article is never the act's own.
TEST(Outline, QuotationsInEveryPairOfMarks) {
  for (const auto& [open, close] : std::vector<std::pair<std::string, std::string>>{
           {"„", "“"}, {"„", "”"}, {"«", "»"}, {"»", "«"}, {"“", "”"}}) {
    const Act act =
        parse("hr", "txt",
              "Članak 1.\n\nU Zakonu o čaju iza članka 5. dodaje se članak 5.a koji glasi:\n\n" + open +
                  "Članak 5.a\n\nČaj se pije." + close + "\n\nČlanak 2.\n\nOvaj Zakon stupa na snagu.\n");
    EXPECT_EQ(test::article_eids(act), (Eids{"art_1", "art_2"})) << open;
    EXPECT_EQ(provision(act, "art_1__quoted__art_5a").type, ProvisionType::quoted) << open;
  }
}

TEST(Outline, RomanianInsertsWithACaretAreArticlesOfTheirOwn) {
  const Act act =
      parse("ro", "txt",
            "Articolul 15\n\nCeaiul se bea.\n\nArticolul 15^1\n\nCeaiul nu se fumează.\n\nArticolul "
            "16\n\n(1) Unu.\n\n(1^1) Unu bis.\n\n(2) Doi.\n");
  EXPECT_EQ(test::article_eids(act), (Eids{"art_15", "art_15_1", "art_16"}));
  EXPECT_EQ(provision(act, "art_15_1").text, "Ceaiul nu se fumează.");
  EXPECT_EQ(provision(act, "art_16__para_1_1").text, "Unu bis.");
}

// What is left out is said: a page that loses most of its text must not look sound.
TEST(Outline, LostTextIsASuspicion) {
  std::string text = "Articolul 1\n\nCeai.\n\n";
  for (int i = 0; i < 400; ++i) text += "Fişa actului juridic\n\n";
  const Act act = parse("ro", "txt", text);
  ASSERT_FALSE(act.quality.suspicions.empty());
  EXPECT_THAT(act.quality.suspicions.front(), testing::HasSubstr("was left out"));
}

TEST(Outline, NotesNameTheAmendingActInTheTraditionsOwnForm) {
  const auto named = [](const char* language, const std::string& text, const char* eid) {
    const Act act = parse(language, "txt", text);
    const auto& notes = provision(act, eid).notes;
    return notes.empty() || !notes[0].act ? std::string("none") : notes[0].act->number;
  };
  EXPECT_EQ(
      named("hu",
            "5. § A teát meg kell inni.\n\n* Módosította: 2015. évi LXXVI. törvény 36. § e), 2024. évi LXIV. "
            "törvény 25. § e).\n\n6. § A kanna kerek.\n",
            "art_5"),
      "2024. évi LXIV. törvény")
      << "of several the latest";
  EXPECT_EQ(
      named("bg", "Чл. 7. (Изм. - ДВ, бр. 18 от 2026 г.) Чаят се пие топъл.\n\nЧл. 8. Чайникът е кръгъл.\n",
            "art_7"),
      "ДВ, бр. 18 от 2026 г.");
  EXPECT_EQ(
      named("hy", "Հոդված 5. Թեյ\n\nԹեյը խմում են տաք վիճակում:\n\n(5-րդ հոդվածը խմբ. 03.03.26 ՀՕ-58-Ն)\n",
            "art_5"),
      "ՀՕ-58-Ն");
}

TEST(Outline, SecondOccurrenceIsMarked) {
  const Act act = parse(
      "et", "md", "##### § 1. Tee\n\n(1) Üks.\n\n(1) Kaks.\n\n##### § 2–3.\n\n##### § 4. Lõpp\n\nNeli.\n");
  EXPECT_EQ(provision(act, "art_1__para_1~2").text, "Kaks.");
  EXPECT_TRUE(provision(act, "art_3").repealed);
  EXPECT_FALSE(act.quality.suspicions.empty());
}

TEST(Outline, SentencesThatBeginLikeHeadingsStaySentences) {
  const Act act = parse("ru", "txt",
                        "Статья 1. О чае\n\nЧай пьют.\n\nстатья 5 настоящего Закона применяется.\n\nГлава 2 "
                        "настоящего Закона не применяется к чаю.\n\nСтатья 2. О воде\n\nВода.\n");
  EXPECT_EQ(test::article_eids(act), (Eids{"art_1", "art_2"}));
  EXPECT_EQ(act.find("chapter_2"), nullptr);
}

TEST(Outline, YearsAndDatesAreNoMarks) {
  const Act act = parse(
      "lv", "txt", "1.pants. Spēks\n\n(1) Likums.\n\n1998. gada budžets.\n\n01.01.2020. stājas spēkā.\n");
  for (const Provision& one : act.provisions) EXPECT_TRUE(one.num.empty() || one.num == "1") << one.num;
}

TEST(Outline, NothingAtAllIsAnError) {
  const auto profile = test::profile("lv");
  EXPECT_FALSE(parse_document({.bytes = "   ", .profile = profile.get()}));
  EXPECT_FALSE(parse_document(
      {.bytes = "<html><script>x</script></html>", .format = "html", .profile = profile.get()}));
}

}  // namespace
}  // namespace zakonwatch
