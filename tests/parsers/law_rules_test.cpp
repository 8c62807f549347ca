// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "law/number_token.h"
#include "parse_support.h"

// Where naive models of law break: a test for each of the sixteen rules of law.md section 1, as far as
// parsing answers for it, in the traditions that have the trap. Acts are invented for these tests. What the
// diff does with rules 7 and 11-15 is held by tests/diff.
namespace zakonwatch {
namespace {

using test::parse;
using test::provision;
using testing::Contains;
using testing::HasSubstr;
using Eids = std::vector<std::string>;

// Articles by their headings, each with a line of text.
std::string articles(const Eids& headings, const std::string& text) {
  std::string out;
  for (const std::string& heading : headings) out += heading + "\n\n" + text + "\n\n";
  return out;
}

TEST(LawRule1, RaisedInsertsAreNumbersOfTheirOwnHoweverPrinted) {
  const std::vector<std::tuple<std::string, std::string, std::string>> pages{
      {"ru", "html", "<p>Статья 35<sup>1</sup>. О чае</p>"},
      {"uk", "html", "<p>Стаття 35<sup><span style=font-size:0px>-</span>1</sup>. Про чай</p>"},
      {"lv", "html", "<p>35.<sup>1</sup> pants. Par tēju</p>"},
      {"et", "html", "<p>§ 35<sup>1</sup>. Tee</p>"},
      {"lt", "html", "<p>35<sup>1</sup> straipsnis. Arbata</p>"},
      {"ka", "html", "<p>მუხლი 35<sup>1</sup>. ჩაი</p>"},
      {"uz", "html", "<p>35<sup>1</sup>-modda. Choy</p>"},
      {"tg", "html", "<p>Моддаи 35<sup>1</sup>. Чой</p>"},
      {"tk", "html", "<p>35<sup>1</sup>-nji madda. Çaý</p>"},
      {"ro", "html", "<p>Articolul 35<span style='position:relative;top:-0.5em'>1</span></p>"},
      {"ro", "txt", "Articolul 35^1"},
      {"kk", "txt", "35-1-бап. Шай"},
      {"ky", "txt", "35-1-берене. Чай"},
      {"ru", "txt", "Статья 35.1. О чае"},
      {"hy", "txt", "Հոդված 35.1. Թեյ"},
      {"be", "html", "<p>Артыкул 35<sup>1</sup>. Пра гарбату</p>"},
  };
  for (const auto& [language, format, heading] : pages) {
    const std::string text = format == "html" ? heading + "<p>1 2 3.</p>" : heading + "\n\n1 2 3.\n";
    EXPECT_EQ(test::article_eids(parse(language, format, text)), Eids{"art_35_1"})
        << language << " " << heading;
  }
}

TEST(LawRule1, WithoutMarkupSequenceDecides) {
  EXPECT_EQ(test::article_eids(parse("ru", "txt",
                                     articles({"Статья 19. А", "Статья 191. Б", "Статья 20. В",
                                               "Статья 190. Г", "Статья 191. Д", "Статья 192. Е"},
                                              "Чай пьют."))),
            (Eids{"art_19", "art_19_1", "art_20", "art_190", "art_191", "art_192"}));
  EXPECT_EQ(test::article_eids(parse("lt", "txt",
                                     articles({"100 straipsnis. A", "1001 straipsnis. B",
                                               "1002 straipsnis. C", "101 straipsnis. D"},
                                              "Arbata geriama."))),
            (Eids{"art_100", "art_100_1", "art_100_2", "art_101"}));
  EXPECT_EQ(
      test::article_eids(parse(
          "tk", "txt", articles({"271-nji madda. A", "2711-nji madda. B", "272-nji madda. Ç"}, "Çaý."))),
      (Eids{"art_271", "art_271_1", "art_272"}));
}

TEST(LawRule1, TheUndecidableIsKeptAndSaid) {
  const Act act =
      parse("ru", "txt", articles({"Статья 34. А", "Статья 35. Б", "Статья 351. В"}, "Чай пьют."));
  EXPECT_EQ(test::article_eids(act), (Eids{"art_34", "art_35", "art_351"}));
  EXPECT_EQ(act.quality.ambiguous_numbers, Eids{"351"});
}

TEST(LawRule2, DotAndHyphenMeanWhatTheTraditionSays) {
  const Act az =
      parse("az", "txt",
            "Maddə 234. Çay\n\n234.1. Çay içmə.\n\n234.1-1. Qara çay.\n\n234.2. Təkrar.\n\n234.4. Eyni "
            "əməllər:\n\n234.4.1. qrup halında;\n\n234.4.2. külli miqdarda.\n\nMaddə 235. Su\n\nSu.\n");
  for (const char* eid : {"art_234__para_1", "art_234__para_1-1", "art_234__para_4__point_1"})
    EXPECT_NE(az.find(eid), nullptr) << eid;
  const Act ru =
      parse("ru", "txt", articles({"Статья 6.16. А", "Статья 6.16.1. Б", "Статья 6.17. В"}, "Чай."));
  EXPECT_EQ(test::article_eids(ru), (Eids{"art_6_16", "art_6_16_1", "art_6_17"}));
  EXPECT_EQ(test::article_eids(parse("ru", "txt", articles({"Статья 228. А", "Статья 228.1. Б"}, "Чай."))),
            (Eids{"art_228", "art_228_1"}));
  EXPECT_EQ(test::article_eids(parse("hy", "txt", articles({"Հոդված 44. Ա", "Հոդված 44.1. Բ"}, "Թեյ:"))),
            (Eids{"art_44", "art_44_1"}));
}

TEST(LawRule3, RangesAreOneRepealPerArticle) {
  const Act act =
      parse("uk", "txt",
            "Стаття 307. А\n\nЧай.\n\n{Статті 308-310 виключено на підставі Закону № 1-VI від "
            "15.11.2011}\n\nСтаття 360. Б\n\nЧай.\n\n{Статті 361-363 - 1 виключено на підставі Закону № "
            "1-VI від 15.11.2011}\n\nСтаття 364. В\n\nЧай.\n");
  EXPECT_EQ(test::article_eids(act), (Eids{"art_307", "art_308", "art_309", "art_310", "art_360", "art_361",
                                           "art_362", "art_363", "art_363_1", "art_364"}));
  EXPECT_TRUE(provision(act, "art_363_1").repealed);
  EXPECT_EQ(test::article_eids(parse("uk", "txt", articles({"Стаття 321. А", "Стаття 321-1. Б"}, "Чай."))),
            (Eids{"art_321", "art_321_1"}));
}

TEST(LawRule4, NumbersRestartWhereTheProfileSaysSo) {
  const std::string text = "Глава 1\n\nСтатья 1. А\n\nЧай.\n\nГлава 2\n\nСтатья 1. Б\n\nВода.\n";
  LanguageProfile profile = *test::profile("ru");
  profile.numbering = NumberingScope::chapter;
  const auto by_chapter = parse_document({.bytes = text, .format = "txt", .profile = &profile});
  EXPECT_EQ(test::article_eids(*by_chapter), (Eids{"chapter_1__art_1", "chapter_2__art_1"}));
  const Act by_act = parse("ru", "txt", text);
  EXPECT_EQ(test::article_eids(by_act), (Eids{"art_1", "art_1~2"}));
  EXPECT_THAT(by_act.quality.suspicions, Contains(HasSubstr("more than once")));
  const Act annex = parse("ru", "txt", "Статья 1. А\n\nЧай.\n\nПриложение 1\n\nСтатья 1. Б\n\nВода.\n");
  EXPECT_EQ(test::article_eids(annex), (Eids{"art_1", "annex_1__art_1"}));
}

TEST(LawRule5, ApprovedDocumentsAreComponentsWithAnAuthorityOfTheirOwn) {
  const auto decree = [](const std::string& number) {
    return parse("ru", "html",
                 "<p>ПОСТАНОВЛЕНИЕ</p><p>1. Утвердить прилагаемые Правила.</p><p>2. Настоящее постановление "
                 "вступает в "
                 "силу завтра.</p><p>Председатель Правительства А.Чайный</p><p>УТВЕРЖДЕНЫ<br>постановлением "
                 "Правительства<br>от 30 июня 1998 г. № " +
                     number +
                     "</p><p>ПРАВИЛА<br>ЗАВАРИВАНИЯ ЧАЯ</p><p>1. Чай "
                     "заваривают.</p><p>2. Чай пьют.</p>");
  };
  const Act act = decree("681");
  EXPECT_EQ(provision(act, "doc_1").type, ProvisionType::doc);
  EXPECT_EQ(provision(act, "doc_1").heading, "ПРАВИЛА ЗАВАРИВАНИЯ ЧАЯ");
  EXPECT_EQ(provision(act, "doc_1__para_2").text, "Чай пьют.");
  ASSERT_EQ(provision(act, "doc_1").notes.size(), 1u);
  EXPECT_EQ(provision(act, "doc_1").notes[0].act->number, "681");
  EXPECT_EQ(to_iso(*provision(act, "doc_1").notes[0].act->date), "1998-06-30");
  EXPECT_EQ(act_text_hash(act), act_text_hash(decree("682")))
      << "another number of the annex is no change of the act";
}

TEST(LawRule6, APenaltyJoinsWhatItPunishesAndItsLossIsSuspicious) {
  const Act ru = parse(
      "ru", "txt",
      "Статья 5. Чай\n\nЗаваривание чая -\n\nнаказывается штрафом.\n\nТо же деяние -\n\nвлечет арест.\n");
  EXPECT_EQ(provision(ru, "art_5").text, "Заваривание чая -\nнаказывается штрафом.")
      << "абзац 1 is the chapeau";
  EXPECT_EQ(provision(ru, "art_5__p_2").text, "То же деяние -\nвлечет арест.");
  EXPECT_TRUE(ru.quality.suspicions.empty());
  const Act uk = parse("uk", "txt",
                       "Стаття 5. Чай\n\n1. Заварювання чаю -\n\nкараються штрафом.\n\n2. Те саме "
                       "-\n\nтягнуть за собою арешт.\n");
  EXPECT_EQ(provision(uk, "art_5__para_2").text, "Те саме -\nтягнуть за собою арешт.");
  const Act sr = parse("sr", "txt",
                       "Члан 5.\n\n(1) Ко кува чај,\n\nказниће се новчаном казном.\n\n(2) Чај се одузима.\n");
  EXPECT_EQ(provision(sr, "art_5__para_1").text, "Ко кува чај,\nказниће се новчаном казном.");
  const Act orphan =
      parse("uk", "txt", "Стаття 5. Чай\n\n1. караються штрафом.\n\nСтаття 6. Вода\n\nВода.\n");
  EXPECT_THAT(orphan.quality.suspicions, Contains(HasSubstr("a penalty without the words")));
}

TEST(LawRule7, NormativeNotesAreLaw) {
  const std::vector<std::tuple<std::string, std::string, std::string>> notes{
      {"ru", "Статья 5. Чай", "Примечание. Чаем"},
      {"uk", "Стаття 5. Чай", "Примітка. Чаєм"},
      {"az", "Maddə 5. Çay", "Qeyd: Çay"},
      {"tk", "5-nji madda. Çaý", "Bellik. Çaý"},
      {"tg", "Моддаи 5. Чой", "Эзоҳ: Чой"},
      {"kk", "5-бап. Шай", "Ескертпе. Шай"},
      {"ky", "5-берене. Чай", "Эскертүү. Чай"},
      {"uz", "5-modda. Choy", "Izoh. Choy"},
      {"hy", "Հոդված 5. Թեյ", "Ծանոթագրություն. Թեյ"},
      {"ka", "მუხლი 5. ჩაი", "შენიშვნა: ჩაი"},
      {"be", "Артыкул 5. Гарбата", "Заўвага. Гарбатай"},
      {"lv", "5.pants. Tēja", "Piezīme. Tēja"},
      {"bg", "Чл. 5. Чаят се пие.", "Забележка: Чаят"},
  };
  for (const auto& [language, heading, note] : notes) {
    const std::string rest = note.substr(note.find(' ') + 1);
    const Act act = parse(language, "txt", heading + "\n\n1 2 3.\n\n" + note + " 1.\n");
    const Provision* found = act.find("art_5__note");
    ASSERT_NE(found, nullptr) << language;
    EXPECT_EQ(found->type, ProvisionType::note) << language;
    EXPECT_EQ(found->text, rest + " 1.") << language;
    EXPECT_TRUE(act.provisions.back().notes.empty()) << language;
  }
  const Act numbered = parse(
      "ru", "txt",
      "Статья 5. Чай\n\nЧай.\n\nПримечания. 1. Чаем признается настой.\n\n2. Сдавший чай освобождается.\n");
  EXPECT_EQ(provision(numbered, "art_5__note__para_2").text, "Сдавший чай освобождается.");
}

TEST(LawRule8, EditorialMarksLeaveTheTextAndKeepTheirKind) {
  const Act az =
      parse("az", "txt", "Maddə 5. Çay [671] KMQ11\n\n5.1. Çay içmə[670] qadağandır.\n\n5.2. Su.\n");
  EXPECT_EQ(provision(az, "art_5").heading, "Çay");
  EXPECT_EQ(provision(az, "art_5__para_1").text, "Çay içmə qadağandır.");
  bool court = false;
  for (const Note& note : provision(az, "art_5").notes) court = court || note.kind == NoteKind::court;
  EXPECT_TRUE(court);
  const Act uk =
      parse("uk", "txt",
            "Стаття 5. Чай\n\nЧай п'ють.\n\n{Щодо визнання неконституційними окремих положень статті 5 див. "
            "Рішення Конституційного Суду № 15-рп від 02.11.2004}\n\nСтаття 6. Вода\n\nВода.\n");
  EXPECT_EQ(provision(uk, "art_5").text, "Чай п'ють.");
  ASSERT_EQ(provision(uk, "art_5").notes.size(), 1u);
  EXPECT_EQ(provision(uk, "art_5").notes[0].kind, NoteKind::court);
}

TEST(LawRule8, NotesInLinesOfTheirOwn) {
  const Act ru = parse("ru", "txt",
                       "Статья 5. Чай\n\nЧай пьют.\n\nСноска. Статья 5 в редакции Закона РК от 12.07.2018 № "
                       "180-VI.\n\nСтатья 6. Вода\n\nВода.\n");
  EXPECT_EQ(provision(ru, "art_5").text, "Чай пьют.");
  ASSERT_EQ(provision(ru, "art_5").notes.size(), 1u);
  EXPECT_EQ(provision(ru, "art_5").notes[0].kind, NoteKind::amend);
  EXPECT_EQ(provision(ru, "art_5").notes[0].act->number, "180-VI");
  const Act lt =
      parse("lt", "txt",
            "5 straipsnis. Arbata\n\nArbata geriama.\n\nStraipsnio pakeitimai:\n\nNr. IX-1495, 2003-04-10, "
            "Žin., 2003, Nr. 38-1733 (2003-04-24)\n\n6 straipsnis. Vanduo\n\nVanduo.\n");
  ASSERT_EQ(provision(lt, "art_5").notes.size(), 1u);
  EXPECT_EQ(provision(lt, "art_5").notes[0].kind, NoteKind::amend);
  EXPECT_EQ(provision(lt, "art_5").text, "Arbata geriama.");
  const Act sr = parse(
      "sr", "txt", "Члан 5.\n\nЧај се пије.\n\n*Службени гласник РС, број 121/2012\n\nЧлан 6.\n\nВода.\n");
  EXPECT_EQ(provision(sr, "art_5").text, "Чај се пије.");
  EXPECT_EQ(provision(sr, "art_5").notes.size(), 1u);
}

TEST(LawRule9, RulesOfAmendingActsInsideThePage) {
  const Act act =
      parse("lv", "html",
            "<div><p><b>1.pants. Tēja</b></p><p>(1) Tēju dzer.</p></div><div>Pārejas noteikumi</div><p>1. "
            "Stājas spēkā.</p><div><b>PIEZĪME:</b><br>13.12.2012. likuma \"Grozījumi\" Pārejas "
            "noteikumi:<br>\"1. Pirmais.<br>2. Otrais.\"</div>");
  EXPECT_EQ(provision(act, "trans__para_1").text, "Stājas spēkā.");
  EXPECT_EQ(provision(act, "trans_2012-12-13__para_1").text, "Pirmais.");
  EXPECT_EQ(act.quality.articles, 1);
}

TEST(LawRule10, QuotedLawIsNoArticleOfTheAmendingAct) {
  const Act act = parse("cs", "md",
                        "##### Čl. III\n\nZákon č. 40/2009 Sb. se mění takto:\n\n- 1. § 5 se zrušuje.\n\n- "
                        "2. Za § 283 se vkládá nový § 283a, "
                        "který zní:\n\n##### „§ 283a\n\n(1) Čaj se pije.“.\n\n##### Čl. IV\n\nÚčinnost.\n");
  EXPECT_EQ(provision(act, "art_III__point_2__quoted__art_283a").type, ProvisionType::quoted);
  EXPECT_EQ(act.quality.articles, 2);
  EXPECT_TRUE(act.quality.number_gaps.empty());
}

TEST(LawRule11, GapsAreLegitimate) {
  const Act act =
      parse("sr", "txt", "Члан 1.\n\n(1) Први.\n\n(3) Трећи.\n\nЧлан 2.\n\nЧај.\n\nЧлан 4.\n\nВода.\n");
  EXPECT_EQ(act.quality.number_gaps, Eids{"3"});
  EXPECT_NE(act.find("art_1__para_3"), nullptr);
  EXPECT_TRUE(act.quality.suspicions.empty());
}

TEST(LawRule12, RowsCarryTheirCellsHeadersAndFootnotesCarryLaw) {
  const Act act = parse(
      "et", "html",
      "<p>§ 1. Loetelu</p><p>(1) Ained.</p><h3>Lisa 1</h3><p>I NIMEKIRI</p><table><tr><th>Aine</th><th>INN"
      "</th></tr><tr><td>Teiin (kofeiin,<br>mateiin)</td><td>Caffeine</td></tr></table><p>Samuti nende "
      "ainete soolad.</p>");
  const Provision& row = provision(act, "annex_1__row_2");
  EXPECT_EQ(row.cells, (Eids{"Teiin (kofeiin,\nmateiin)", "Caffeine"}));
  bool law = false;
  for (const Provision& one : act.provisions) law = law || one.text == "Samuti nende ainete soolad.";
  EXPECT_TRUE(law);
}

TEST(LawRule12, HungarianLimitsListTheirSubstancesByDoubledLetters) {
  const Act act = parse(
      "hu", "txt",
      "461. § (1) A tea akkor csekély mennyiségű,\n\na) ha a tiszta hatóanyag-tartalma\n\nah) zöld tea, "
      "fekete tea esetén az 1 gramm,\n\nak) gyógytea esetén a 2 gramm,\n\nal) mate esetén a 3 gramm "
      "mennyiséget nem haladja meg;\n\nb) egyéb.\n\n462. § (1) Víz.\n");
  EXPECT_THAT(provision(act, "art_461__para_1__point_a__point_ah").text, HasSubstr("fekete tea"));
  EXPECT_NE(act.find("art_461__para_1__point_a__point_al"), nullptr) << "al) follows ak)";
  EXPECT_NE(act.find("art_461__para_1__point_b"), nullptr);
}

TEST(LawRule13, AListWithoutRowsIsStillThere) {
  const Act act = parse(
      "et", "md",
      "##### § 1. Loetelu\n\n(1) Ained.\n\n##### Lisa 1\n\nI NIMEKIRI\n\n##### Lisa 2\n\nII NIMEKIRI\n");
  EXPECT_NE(act.find("annex_1"), nullptr);
  EXPECT_NE(act.find("annex_2"), nullptr);
  EXPECT_TRUE(act.quality.suspicions.empty());
}

TEST(LawRule14, AListInTheOtherActKeepsItsNamesAsPrinted) {
  const auto rows = [](const std::string& front) {
    const Act act =
        parse("cs", "md", front + "| Název | Latinsky |\n| --- | --- |\n| čaj (zelený) | thea |\n");
    for (const Provision& one : act.provisions)
      if (one.type == ProvisionType::row && one.cells.front() == "čaj (zelený)") return one.cells;
    return Eids{};
  };
  EXPECT_EQ(rows("##### § 1\n\nText.\n\nPříloha č. 3 k zákonu č. 167/1998 Sb.\n\n"),
            rows("##### § 1\n\nText.\n\nPříloha č. 1 k nařízení vlády č. 463/2013 Sb.\n\n"));
}

TEST(LawRule15, ExpressionsOfOneActHaveTheSameIds) {
  const auto eids = [](const Act& act) {
    Eids out;
    for (const Provision& one : act.provisions) out.push_back(one.eid);
    return out;
  };
  const Act kk = parse(
      "kk", "txt",
      "296-бап. Шай\n\n1. Шай ішу.\n\n2. Қайталап:\n\n1) топпен;\n\n2) асханада.\n\n297-1-бап. Су\n\nСу.\n");
  const Act ru = parse("ru", "txt",
                       "Статья 296. Чай\n\n1. Чай пьют.\n\n2. Повторно:\n\n1) группой;\n\n2) в "
                       "столовой.\n\nСтатья 297-1. Вода\n\nВода.\n");
  EXPECT_EQ(eids(kk), eids(ru));
  const Act cyrillic = parse("sr", "txt", "Члан 246а\n\n(1) Чај.\n\n(2) Вода.\n");
  const Act latin = parse("sr", "txt", "Član 246a\n\n(1) Čaj.\n\n(2) Voda.\n");
  EXPECT_EQ(eids(cyrillic), eids(latin));
}

TEST(LawRule16, NumbersBeforeAndBehindTheirWord) {
  for (const auto& [language, heading] :
       std::vector<std::pair<std::string, std::string>>{{"lv", "5.pants. Tēja"},
                                                        {"lt", "5 straipsnis. Arbata"},
                                                        {"et", "§ 5. Tee"},
                                                        {"ro", "Articolul 5"},
                                                        {"hu", "5. § Tea"},
                                                        {"sl", "5. člen"},
                                                        {"kk", "5-бап. Шай"},
                                                        {"uz", "5-modda. Choy"},
                                                        {"tk", "5-nji madda. Çaý"}})
    EXPECT_EQ(test::article_eids(parse(language, "txt", heading + "\n\n1 2 3.\n")), Eids{"art_5"})
        << language;
}

TEST(LawRule16, OneWordForTwoUnitsIsDecidedByPosition) {
  const Act act = parse(
      "ru", "txt",
      "Часть первая\n\nОБЩИЕ ПОЛОЖЕНИЯ\n\nСтатья 1. Чай\n\n1. Чай пьют.\n\nЧасть первая настоящей статьи "
      "применяется к чаю.\n\nСтатья 2. Вода\n\nВода.\n");
  EXPECT_EQ(provision(act, "part_1").type, ProvisionType::part);
  EXPECT_EQ(test::article_eids(act), (Eids{"art_1", "art_2"}));
  int parts = 0;
  for (const Provision& one : act.provisions) parts += one.type == ProvisionType::part;
  EXPECT_EQ(parts, 1);
}

TEST(LawRule16, LettersAndRomanDigitsOfEitherScriptAreOne) {
  const Act cyrillic = parse("bg", "txt", "Чл. 354а. Чаят се пие.\n\nЧл. 355. Вода.\n");
  EXPECT_EQ(test::article_eids(cyrillic), (Eids{"art_354a", "art_355"}));
  EXPECT_EQ(provision(cyrillic, "art_354a").num, "354а") << "the label stays as printed";
  EXPECT_EQ(test::article_eids(parse("bg", "txt", "Чл. 354a. Чаят се пие.\n\nЧл. 355. Вода.\n")),
            test::article_eids(cyrillic));
  EXPECT_EQ(read_number("ІІІ").eid(true), "III") << "Cyrillic І";
  EXPECT_EQ(read_number("III").eid(true), "III");
}

}  // namespace
}  // namespace zakonwatch
