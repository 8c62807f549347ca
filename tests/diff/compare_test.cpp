// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using zakonwatch::testing::diff;
using zakonwatch::testing::in_words;
using zakonwatch::testing::Line;
using zakonwatch::testing::make_act;
using zakonwatch::testing::note;
using zakonwatch::testing::of_substance;

const std::vector<Line> kDrugs = {
    {"chp_13", "", "Злочини у сфері обігу наркотичних засобів"},
    {"art_307", "", "Незаконне виробництво наркотичних засобів"},
    {"art_307__para_1",
     "Незаконне виробництво, виготовлення, придбання, зберігання з метою збуту карається позбавленням волі "
     "на строк від чотирьох до восьми років."},
    {"art_307__para_2",
     "Ті самі дії, вчинені повторно або за попередньою змовою групою осіб, караються позбавленням волі на "
     "строк від шести до десяти років."},
    {"art_308", "", "Викрадення наркотичних засобів"},
    {"art_308__para_1",
     "Викрадення, привласнення, вимагання наркотичних засобів карається позбавленням волі на строк від трьох "
     "до шести років."},
    {"art_309", "", "Незаконне зберігання без мети збуту"},
    {"art_309__para_1",
     "Незаконне придбання та зберігання наркотичних засобів без мети збуту карається обмеженням волі на "
     "строк до трьох років."},
    {"art_309__para_2",
     "Ті самі дії, вчинені особою, яка раніше вчинила злочин, караються позбавленням волі на строк від двох "
     "до п'яти років."},
};

std::vector<Line> with_text(std::vector<Line> lines, const std::string& eid, const std::string& text) {
  for (Line& line : lines)
    if (line.eid == eid) line.text = text;
  return lines;
}
std::vector<Line> without(std::vector<Line> lines, const std::string& prefix) {
  std::erase_if(
      lines, [&](const Line& line) { return line.eid == prefix || line.eid.rfind(prefix + "__", 0) == 0; });
  return lines;
}

TEST(Compare, AnActEqualsItself) {
  const ChangeSet set = diff(kDrugs, kDrugs);
  EXPECT_TRUE(set.equal());
  EXPECT_THAT(set.articles, IsEmpty());
}

TEST(Compare, AmendmentStandsAtTheLowestProvision) {
  const auto amended = with_text(kDrugs, "art_309__para_1",
                                 "Незаконне придбання та зберігання наркотичних засобів без мети збуту "
                                 "карається штрафом або обмеженням волі на строк до трьох років.");
  const ChangeSet set = diff(kDrugs, amended);
  ASSERT_THAT(in_words(set), ElementsAre("amended art_309__para_1 -> art_309__para_1 own"));
  EXPECT_EQ(set.changes[0].new_article, "art_309");
  EXPECT_THAT(set.changes[0].new_side->path, ElementsAre("chp_13", "art_309"));
  ASSERT_EQ(set.articles.size(), 1U);
  EXPECT_EQ(set.articles[0].old_article, "art_309");
}

TEST(Compare, ChangedHeadingIsAnAmendmentWithItsOwnRedline) {
  auto lines = kDrugs;
  lines[4].heading = "Викрадення або вимагання наркотичних засобів";
  const ChangeSet set = diff(kDrugs, lines);
  ASSERT_THAT(in_words(set), ElementsAre("amended art_308 -> art_308 own"));
  ASSERT_TRUE(set.changes[0].heading_redline);
  EXPECT_FALSE(set.changes[0].editorial);
}

TEST(Compare, InsertedArticleIsOneChangeWithItsWholeText) {
  auto lines = kDrugs;
  lines.push_back({"art_309_1", "", "Публічне вживання"});
  lines.push_back(
      {"art_309_1__para_1", "Публічне або групове вживання наркотичних засобів карається арештом."});
  const ChangeSet set = diff(kDrugs, lines);
  ASSERT_THAT(in_words(set), ElementsAre("inserted - -> art_309_1 subtree"));
  EXPECT_EQ(set.changes[0].new_side->text,
            "Публічне вживання\n1 Публічне або групове вживання наркотичних засобів карається арештом.");
}

TEST(Compare, VanishedArticleIsARepealWhereItStood) {
  const ChangeSet set = diff(kDrugs, without(kDrugs, "art_308"));
  ASSERT_THAT(in_words(set), ElementsAre("repealed art_308 -> - subtree"));
}

TEST(Compare, RepealMarkerInPlaceOfTextIsARepeal) {
  auto lines = without(kDrugs, "art_308");
  lines.insert(lines.begin() + 4, {"art_308", "[repealed]"});
  const ChangeSet set = diff(kDrugs, lines);
  ASSERT_THAT(in_words(set), ElementsAre("repealed art_308 -> art_308 subtree"));
  EXPECT_TRUE(set.changes[0].new_side->repealed);
}

TEST(Compare, MarkerThatGoesLaterIsEditorial) {
  auto marked = without(kDrugs, "art_308");
  marked.insert(marked.begin() + 4, {"art_308", "[repealed]"});
  EXPECT_THAT(of_substance(diff(marked, without(kDrugs, "art_308"))), IsEmpty());
  EXPECT_THAT(of_substance(diff(without(kDrugs, "art_308"), marked)), IsEmpty());
}

TEST(Compare, AnEditorialChangeSaysWhichRuleLoweredIt) {
  const std::vector<Line> before = {{"art_1", "Закон — це «правило», що діє скрізь."}},
                          after = {{"art_1", "Закон - це \"правило\", що  діє скрізь."}};
  const ChangeSet set = diff(before, after);
  ASSERT_EQ(set.changes.size(), 1U);
  EXPECT_TRUE(set.changes[0].editorial);
  EXPECT_THAT(set.changes[0].noise, ElementsAre("whitespace", "quotes", "dashes"));
  auto marked = without(kDrugs, "art_308");
  marked.insert(marked.begin() + 4, {"art_308", "[repealed]"});
  EXPECT_THAT(diff(marked, without(kDrugs, "art_308")).changes[0].noise, ElementsAre("repeal_marker"));
}

TEST(Compare, VacantNumberUsedAgainIsAnInsertion) {
  auto marked = without(kDrugs, "art_308");
  marked.insert(marked.begin() + 4, {"art_308", "[repealed]"});
  EXPECT_THAT(in_words(diff(marked, kDrugs)), ElementsAre("inserted - -> art_308 subtree"));
}

TEST(Compare, ReenactedWithNothingInCommonIsRepealAndInsertion) {
  auto lines = without(kDrugs, "art_308");
  lines.insert(lines.begin() + 4,
               {"art_308",
                "Правозахисні організації, зареєстровані належним чином, безкоштовно надають консультації "
                "щодо податкового обліку, бухгалтерії та звітності фермерських господарств.",
                "Консультування фермерів"});
  EXPECT_THAT(in_words(diff(kDrugs, lines)),
              UnorderedElementsAre("repealed art_308 -> - subtree", "inserted - -> art_308 subtree"));
}

// RS 247: "old (4) deleted, (5) printed as (4)" (law.md, scenario 14).
TEST(Compare, ShiftedParagraphsAreARepealAndRenumberings) {
  const std::vector<Line> before = {
      {"art_247", "", "Неовлашћено држање"},
      {"art_247__para_1",
       "Ко неовлашћено држи супстанце које су проглашене за опојне дроге, казниће се затвором од једне до "
       "пет година."},
      {"art_247__para_2",
       "Ко супстанце држи ради сопствене употребе, казниће се новчаном казном или затвором до три године."},
      {"art_247__para_3", "Учинилац може се ослободити од казне."},
      {"art_247__para_4", "Учинилац који открије од кога је набавио дрогу може се ослободити од казне."},
      {"art_247__para_5", "Опојне дроге одузеће се."},
      {"art_247__para_6", "Учиниоцу се може изрећи мера обавезног лечења зависника."},
  };
  auto after = before;
  after[4].text = before[5].text;
  after[5].text = before[6].text;
  after.pop_back();
  EXPECT_THAT(in_words(diff(before, after)),
              ElementsAre("repealed art_247__para_4 -> - subtree",
                          "renumbered art_247__para_5 -> art_247__para_4 subtree",
                          "renumbered art_247__para_6 -> art_247__para_5 subtree"));
}

// Paragraphs of one article resemble each other: the shift must be seen all the same.
TEST(Compare, ShiftAmongLookAlikesWithOneAmendment) {
  std::vector<Line> before = {{"art_5", "", "Sodi"}}, after = before;
  auto text = [](int n, const char* extra = "") {
    return "The act provided for in paragraph one, committed by a person of group " + std::to_string(n) +
           "00" + extra + ", shall be punished by imprisonment for a term of up to " + std::to_string(n) +
           " years.";
  };
  for (int n = 1; n <= 8; ++n) before.push_back({"art_5__para_" + std::to_string(n), text(n)});
  for (int n = 1; n <= 7; ++n) {
    const int was = n < 3 ? n : n + 1;
    after.push_back(
        {"art_5__para_" + std::to_string(n), text(was, was == 6 ? " and acting in concert" : "")});
  }
  EXPECT_THAT(
      in_words(diff(before, after)),
      ElementsAre("repealed art_5__para_3 -> - subtree", "renumbered art_5__para_4 -> art_5__para_3 subtree",
                  "renumbered art_5__para_5 -> art_5__para_4 subtree",
                  "renumbered+amended art_5__para_6 -> art_5__para_5 own",
                  "renumbered art_5__para_7 -> art_5__para_6 subtree",
                  "renumbered art_5__para_8 -> art_5__para_7 subtree"));
}

TEST(Compare, RenumberedRunOfArticlesIsNeverAmended) {
  std::vector<Line> after;
  for (Line line : kDrugs) {
    const size_t at = line.eid.find("art_30");
    if (at != std::string::npos) line.eid[at + 5] = '2';
    after.push_back(line);
  }
  EXPECT_THAT(in_words(diff(kDrugs, after)),
              ElementsAre("renumbered art_307 -> art_327 subtree", "renumbered art_308 -> art_328 subtree",
                          "renumbered art_309 -> art_329 subtree"));
}

TEST(Compare, RenumberedArticleWithAnAmendedParagraph) {
  std::vector<Line> after;
  for (Line line : with_text(kDrugs, "art_309__para_1",
                             "Незаконне придбання та зберігання наркотичних засобів без мети збуту карається "
                             "обмеженням волі на строк до семи років.")) {
    if (line.eid.rfind("art_309", 0) == 0) line.eid.replace(0, 7, "art_311");
    after.push_back(line);
  }
  EXPECT_THAT(in_words(diff(kDrugs, after)), ElementsAre("renumbered art_309 -> art_311 own",
                                                         "amended art_309__para_1 -> art_311__para_1 own"));
}

TEST(Compare, ParagraphMovedToAnotherArticle) {
  auto lines = without(kDrugs, "art_307__para_2");
  lines.push_back({"art_309__para_3", kDrugs[3].text});
  EXPECT_THAT(in_words(diff(kDrugs, lines)), ElementsAre("moved art_307__para_2 -> art_309__para_3 subtree"));
}

TEST(Compare, ChapterInsertedAroundArticlesMovesNone) {
  auto lines = kDrugs;
  lines.insert(lines.begin() + 6, {"chp_14", "", "Інші злочини"});
  EXPECT_THAT(in_words(diff(kDrugs, lines)), ElementsAre("inserted - -> chp_14 own"));
}

TEST(Compare, NoiseIsEditorial) {
  const std::vector<Line> before = {{"art_1", "Збут «наркотичних» засобів — карається.\nШтраф 5 000 грн."}};
  for (const char* text : {"Збут \"наркотичних\" засобів – карається.\nШтраф 5 000 грн.",
                           "Збут «наркотичних» засобів — карається. Штраф 5\u00A0000 грн.",
                           "Збут «нарко\u00ADтичних» засобів — карається.\nШтраф 5 000 грн.",
                           "Збут «наркоти\u0063них» засобів — карається.\nШтраф 5 000 грн.",
                           "Збут «наркотичних»[12] засобів — карається.\nШтраф 5 000 грн."}) {
    if (std::string(text).find('c') != std::string::npos) continue;  // ч has no Latin twin
    const ChangeSet set = diff(before, {{"art_1", text}});
    ASSERT_EQ(set.changes.size(), 1U) << text;
    EXPECT_TRUE(set.changes[0].editorial) << text;
  }
}

TEST(Compare, ReflowedParagraphsAreNoChangeOfSubstance) {
  const std::vector<Line> before = {{"art_1", "", "Definitions"},
                                    {"art_1__p_1", "A drug is a substance. A plant is a"},
                                    {"art_1__p_2", "growing thing of the kingdom of plants."}};
  const std::vector<Line> after = {{"art_1", "", "Definitions"},
                                   {"art_1__p_1", "A drug is a substance."},
                                   {"art_1__p_2", "A plant is a growing"},
                                   {"art_1__p_3", "thing of the kingdom of plants."}};
  const Act old_act = make_act(before), new_act = make_act(after);
  EXPECT_THAT(of_substance(diff(old_act, new_act)), IsEmpty());
}

TEST(Compare, UnnumberedParagraphInsertedInFrontShiftsNothing) {
  const std::vector<Line> before = {{"art_1", "", "Terms"},
                                    {"art_1__p_1", "Narcotic drugs are the substances of list one."},
                                    {"art_1__p_2", "Precursors are the substances of list four."}};
  const std::vector<Line> after = {{"art_1", "", "Terms"},
                                   {"art_1__p_1", "In this act the terms have these meanings:"},
                                   {"art_1__p_2", before[1].text},
                                   {"art_1__p_3", before[2].text}};
  EXPECT_THAT(in_words(diff(before, after)), ElementsAre("inserted - -> art_1__p_1 subtree"));
}

TEST(Compare, TableRowsAreMatchedByTheirKeyCell) {
  const std::vector<Line> before = {{"annex_1", "", "List I"},
                                    {"annex_1__row_1", "1.|Heroin|0.05 g"},
                                    {"annex_1__row_2", "2.|Cocaine|1 g"},
                                    {"annex_1__row_3", "3.|LSD|0.001 g"}};
  const std::vector<Line> reordered = {{"annex_1", "", "List I"},
                                       {"annex_1__row_1", "1.|Cocaine|1 g"},
                                       {"annex_1__row_2", "2.|Heroin|0.05 g"},
                                       {"annex_1__row_3", "3.|LSD|0.001 g"}};
  EXPECT_THAT(of_substance(diff(before, reordered)), IsEmpty());
  const std::vector<Line> inserted = {{"annex_1", "", "List I"},
                                      {"annex_1__row_1", "1.|Codeine|3 g"},
                                      {"annex_1__row_2", "2.|Heroin|0.05 g"},
                                      {"annex_1__row_3", "3.|Cocaine|2 g"},
                                      {"annex_1__row_4", "4.|LSD|0.001 g"}};
  EXPECT_THAT(
      of_substance(diff(before, inserted)),
      ElementsAre("inserted - -> annex_1__row_1 subtree", "amended annex_1__row_2 -> annex_1__row_3 own"));
}

TEST(Compare, ARowIsMarkedCellByCell) {
  const std::vector<Line> before = {{"annex_1", "", "List I"},
                                    {"annex_1__row_1", "1.|Heroin|5 g|5 g mixture"}},
                          after = {{"annex_1", "", "List I"}, {"annex_1__row_1", "1.|Heroin|2 g|2 g pure"}};
  const ChangeSet set = diff(before, after);
  ASSERT_EQ(set.changes.size(), 1U);
  for (const Edit& edit : set.changes[0].redline)
    EXPECT_TRUE(edit.op == EditOp::equal || edit.text.find('|') == std::string::npos) << edit.text;
}

// The end of a page broke the row in two; the next edition prints it in one piece.
TEST(Compare, ARowBrokenInTwoIsTheSameRow) {
  const std::vector<Line> broken = {
      {"annex_1", "", "List I"},
      {"annex_1__row_1", "1.|Amfetamiin|0.05 g"},
      {"annex_1__row_2", "2.|Etüloon; 2-etüülamino-1-(3,4-|Ethylone; 2-ethylamino-"},
      {"annex_1__row_3", "|metüleendioksüfenüül)propaan|1-propan"},
      {"annex_1__row_4", "3.|Heroiin|0.1 g"}};
  const std::vector<Line> whole = {
      {"annex_1", "", "List I"},
      {"annex_1__row_1", "1.|Amfetamiin|0.05 g"},
      {"annex_1__row_2",
       "2.|Etüloon; 2-etüülamino-1-(3,4-metüleendioksüfenüül)propaan|Ethylone; 2-ethylamino-1-propan"},
      {"annex_1__row_3", "3.|Heroiin|0.2 g"}};
  EXPECT_THAT(of_substance(diff(broken, whole)), ElementsAre("amended annex_1__row_4 -> annex_1__row_3 own"));
  EXPECT_THAT(of_substance(diff(whole, broken)), ElementsAre("amended annex_1__row_3 -> annex_1__row_4 own"));
}

TEST(Compare, AnActWithItsLettersApartIsTheSameActAndItsAmendmentsAreFound) {
  const std::vector<Line> printed = {
      {"art_234", "", "Qanunsuz dövriyyə"},
      {"art_234__para_1",
       "Satış məqsədi olmadan əldə etmə, saxlama və daşıma üç ilədək müddətə azadlıqdan məhrum etmə."},
      {"art_234__para_2",
       "Satış məqsədi ilə əldə etmə, saxlama və göndərmə yeddi ilədək müddətə azadlıqdan məhrum etmə."}};
  const std::vector<Line> drawn = {{"art_234", "", "Qanunsuz dövriyyə"},
                                   {"art_234__para_1",
                                    "Satış m ə qs ə di olmadan ə ld ə etm ə , saxlama v ə da ş ıma üç il ə d "
                                    "ə k müdd ə t ə azadlıqdan m ə hrum etm ə ."},
                                   {"art_234__para_2",
                                    "Satış m ə qs ə di il ə ə ld ə etm ə , saxlama v ə gönd ə rm ə be ş il ə "
                                    "d ə k müdd ə t ə azadlıqdan m ə hrum etm ə ."}};
  EXPECT_THAT(of_substance(diff(printed, drawn)),
              ElementsAre("amended art_234__para_2 -> art_234__para_2 own"));
}

TEST(Compare, ReplacedRowIsRepealAndInsertion) {
  const std::vector<Line> before = {
      {"annex_1", "", "List I"}, {"annex_1__row_1", "Heroin|0.05 g"}, {"annex_1__row_2", "Cocaine|1 g"}};
  const std::vector<Line> after = {
      {"annex_1", "", "List I"}, {"annex_1__row_1", "Heroin|0.05 g"}, {"annex_1__row_2", "Fentanyl|1 g"}};
  EXPECT_THAT(
      of_substance(diff(before, after)),
      UnorderedElementsAre("repealed annex_1__row_2 -> - subtree", "inserted - -> annex_1__row_2 subtree"));
}

TEST(Compare, PassingTransitionalRulesGoEditorially) {
  auto before = kDrugs;
  before.push_back({"trans_2012-12-13__para_1", "Amendments enter into force on 1 April 2013."});
  EXPECT_THAT(of_substance(diff(before, kDrugs)), IsEmpty());
  EXPECT_THAT(of_substance(diff(kDrugs, before)),
              ElementsAre("inserted - -> trans_2012-12-13__para_1 subtree"));
}

TEST(Compare, ChangesStandInTheOrderOfTheNewVersion) {
  auto lines = without(kDrugs, "art_307__para_2");
  lines = with_text(lines, "art_309__para_2",
                    "Ті самі дії, вчинені особою, яка раніше вчинила злочин, караються позбавленням волі на "
                    "строк від трьох до семи років.");
  lines.insert(
      lines.begin() + 3,
      {"art_307__para_3", "Звільнення від відповідальності за добровільну здачу речовин органам влади."});
  EXPECT_THAT(
      in_words(diff(kDrugs, lines)),
      UnorderedElementsAre("repealed art_307__para_2 -> - subtree", "inserted - -> art_307__para_3 subtree",
                           "amended art_309__para_2 -> art_309__para_2 own"));
}

TEST(Compare, SoleTextThatBecomesTheFirstParagraphIsNoRepeal) {
  const std::string text =
      "Особа, яка вчинила злочин у стані сп'яніння, підлягає кримінальній відповідальності на загальних "
      "підставах.";
  const std::vector<Line> sole = {{"art_21", text, "Сп'яніння"}};
  const std::vector<Line> numbered = {
      {"art_21", "", "Сп'яніння"},
      {"art_21__para_1", text},
      {"art_21__para_2", "Суд може визнати сп'яніння обставиною, що обтяжує покарання."}};
  EXPECT_THAT(of_substance(diff(sole, numbered)), ElementsAre("inserted - -> art_21__para_2 subtree"));
  EXPECT_THAT(of_substance(diff(numbered, sole)), ElementsAre("repealed art_21__para_2 -> - subtree"));
  auto amended = numbered;
  amended[1].text.insert(amended[1].text.find("підлягає"), "або під впливом ліків, ");
  EXPECT_THAT(of_substance(diff(sole, amended)),
              ElementsAre("amended art_21 -> art_21__para_1 own", "inserted - -> art_21__para_2 subtree"));
}

TEST(Compare, PointsGoWithTheTextTheyHangFrom) {
  const std::vector<Line> sole = {
      {"art_4", "V tomto zákone sa rozumie"},
      {"art_4__point_a", "omamnou látkou látka, ktorá vyvoláva návyk,"},
      {"art_4__point_b", "psychotropnou látkou látka, ktorá ovplyvňuje psychiku."}};
  const std::vector<Line> numbered = {
      {"art_4", ""},
      {"art_4__para_1", sole[0].text},
      {"art_4__para_1__point_a", sole[1].text},
      {"art_4__para_1__point_b", sole[2].text},
      {"art_4__para_2", "Zoznam týchto látok je uvedený v prílohe č. 1 tohto zákona."}};
  EXPECT_THAT(of_substance(diff(sole, numbered)), ElementsAre("inserted - -> art_4__para_2 subtree"));
  EXPECT_THAT(of_substance(diff(numbered, sole)), ElementsAre("repealed art_4__para_2 -> - subtree"));
}

TEST(Compare, PartThatGetsItsNumberMovesNoChapter) {
  auto part = [](const std::string& eid) {
    return std::vector<Line>{{eid, "", "SÜÜTEOD"}, {eid + "__chp_8", "", "Isikuvastased süüteod"}};
  };
  std::vector<Line> before = part("sec_h1"), after = part("sec_1");
  for (auto* lines : {&before, &after})
    lines->push_back(
        {"art_113", "Teise inimese tapmise eest karistatakse kuue- kuni viieteistaastase vangistusega."});
  for (const Change& change : diff(before, after).changes) EXPECT_NE(change.kind, ChangeKind::moved);
}

// ---- attribution ---------------------------------------------------------------------------------------
TEST(Attribution, NewNoteBesideTheProvision) {
  auto after =
      with_text(kDrugs, "art_309__para_1",
                "Незаконне придбання карається штрафом або обмеженням волі на строк до трьох років.");
  after[7].notes = {note(NoteKind::amend, "{Частина перша в редакції Закону № 270-VI від 15.04.2008}",
                         "270-VI", "2008-04-15")};
  const ChangeSet set = diff(kDrugs, after);
  ASSERT_EQ(set.changes.size(), 1U);
  EXPECT_EQ(set.changes[0].attribution.number, "270-VI");
  EXPECT_EQ(set.changes[0].attribution.basis, "note");
  EXPECT_EQ(set.changes[0].attribution.kind, AttributionKind::act);
}

TEST(Attribution, NoteBesideTheArticleSpeaksForItsParagraphs) {
  auto before = kDrugs,
       after =
           with_text(kDrugs, "art_309__para_1",
                     "Незаконне придбання карається штрафом або обмеженням волі на строк до трьох років.");
  before[6].notes = {note(NoteKind::amend, "{Із змінами N 270-VI від 15.04.2008}", "270-VI", "2008-04-15")};
  after[6].notes = {note(NoteKind::amend, "{Із змінами № 270-VI від 15.04.2008}", "270-VI", "2008-04-15"),
                    note(NoteKind::amend, "{Із змінами № 1254-VI від 14.04.2009}", "1254-VI", "2009-04-14")};
  EXPECT_EQ(diff(before, after).changes.at(0).attribution.number, "1254-VI");
}

TEST(Attribution, TheActThatANoteNamesNewlyAmongOthers) {
  auto before = kDrugs,
       after =
           with_text(kDrugs, "art_309__para_1",
                     "Незаконне придбання карається штрафом або обмеженням волі на строк до трьох років.");
  before[6].notes = {note(NoteKind::amend,
                          "{Із змінами, внесеними згідно із Законом N 270-VI від 15.04.2008}", "270-VI",
                          "2008-04-15")};
  // The reader of notes may name any of the acts.
  after[6].notes = {note(NoteKind::amend,
                         "{Із змінами, внесеними згідно із Законами N 270-VI від 15.04.2008, N 801-VI від "
                         "25.12.2008 - набуває чинності 14.01.2009}",
                         "270-VI", "2008-04-15")};
  const Attribution found = diff(before, after).changes.at(0).attribution;
  EXPECT_EQ(found.number, "801-VI");
  EXPECT_EQ(found.date, parse_iso_date("2008-12-25"));
}

TEST(Attribution, ActsWithoutNumbersAreKnownByDateNotByEntryIntoForce) {
  const std::vector<Line> before = {
      {"art_253",
       "Par narkotisko vielu neatļautu iegādāšanos soda ar brīvības atņemšanu uz laiku līdz trim gadiem."}};
  std::vector<Line> after = {
      {"art_253",
       "Par narkotisko vielu neatļautu iegādāšanos soda ar brīvības atņemšanu uz laiku līdz diviem gadiem."}};
  after[0].notes = {note(
      NoteKind::amend,
      "(Ar grozījumiem, kas izdarīti ar 28.09.2005. un 13.12.2012. likumu, kas stājas spēkā 01.04.2013.)", "",
      "2012-12-13")};
  EXPECT_EQ(diff(before, after).changes.at(0).attribution.date, parse_iso_date("2012-12-13"));
}

TEST(Attribution, NoneIsClaimedWithoutANewNote) {
  auto before = kDrugs,
       after =
           with_text(kDrugs, "art_309__para_1",
                     "Незаконне придбання карається штрафом або обмеженням волі на строк до трьох років.");
  before[6].notes = after[6].notes = {note(NoteKind::amend, "{Із змінами}", "270-VI", "2008-04-15")};
  EXPECT_EQ(diff(before, after).changes.at(0).attribution.kind, AttributionKind::none);
}

TEST(Attribution, RepealedParagraphFindsItsNoteBesideTheArticle) {
  auto after = without(kDrugs, "art_309__para_2");
  after[6].notes = {note(NoteKind::repeal, "{Частину другу виключено на підставі Закону № 1254-VI}",
                         "1254-VI", "2009-04-14")};
  EXPECT_EQ(diff(kDrugs, after).changes.at(0).attribution.number, "1254-VI");
}

TEST(CourtNotes, ANewOneIsAChangeByItself) {
  auto after = kDrugs;
  after[5].notes = {note(NoteKind::court, "{Щодо визнання неконституційними положень див. Рішення КС № 3-р}",
                         "3-р", "2016-06-01")};
  const ChangeSet set = diff(kDrugs, after);
  ASSERT_THAT(in_words(set), ElementsAre("annulled art_308__para_1 -> art_308__para_1 own"));
  EXPECT_EQ(set.changes[0].attribution.kind, AttributionKind::court_decision);
  auto explained = kDrugs;
  explained[5].notes = {note(NoteKind::court, "KMQ 11: Plenumun qərarı", "11", "2020-01-01")};
  EXPECT_THAT(in_words(diff(kDrugs, explained)),
              ElementsAre("interpreted art_308__para_1 -> art_308__para_1 own"));
  EXPECT_THAT(in_words(diff(after, after)), IsEmpty());
}

}  // namespace
}  // namespace zakonwatch
