// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that a word processor exported, and lists whose numbers the browser draws.
#include <gtest/gtest.h>

#include "tests/parsers/parse_support.h"

namespace zakonwatch {
namespace {

const Provision& at(const Act& act, const std::string& eid) {
  const Provision* found = act.find(eid);
  static const Provision kNone;
  EXPECT_NE(found, nullptr) << eid;
  return found == nullptr ? kNone : *found;
}

// As Word 16 writes it: conditional comments, namespaces, list numbers inside mso-list:Ignore, a footnote.
constexpr const char* kWord = R"(<html xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=RU><div class=WordSection1>
<p class=MsoTitle><b>УГОЛОВНЫЙ КОДЕКС<o:p></o:p></b></p>
<p class=MsoNormal><b><span style='mso-spacerun:yes'>  </span>Статья 1<sup>1</sup>. Понятие<o:p></o:p></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
 style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Преступлением призна&shy;ётся деяние.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span
 style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Наказание до <del
 cite="mailto:X">пяти</del><ins cite="mailto:X">трёх</ins> лет.<o:p></o:p></p>
<p class=MsoNormal><b>Статья 2. Сбыт<o:p></o:p></b></p>
<p class=MsoNormal>1. Сбыт<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
 class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a> наказывается штрафом.<o:p></o:p></p>
<p class=MsoNormal>2. Хранение<a style='mso-footnote-id:ftn2' href="#_ftn2" name="_ftnref2">[2]</a> наказывается арестом.</p>
<p class=MsoNormal style='display:none;mso-hide:all'>скрытое</p></div>
<div style='mso-element:footnote-list'><hr align=left size=1>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Крупный
размер определяет Правительство.</p></div>
<div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2">[2]</a> Без цели
сбыта.</p></div></div></body></html>)";

TEST(WordHtml, ListNumbersStayAndDeletionsGo) {
  const Act act = test::parse("ru", "html", kWord);
  EXPECT_EQ(test::article_eids(act), (std::vector<std::string>{"art_1_1", "art_2"}));
  EXPECT_EQ(at(act, "art_1_1__para_1").text, "Преступлением признаётся деяние.");
  EXPECT_EQ(at(act, "art_1_1__para_2").text, "Наказание до трёх лет.");
}

TEST(WordHtml, FootnotesStandWithWhatTheyExplain) {
  const Act act = test::parse("ru", "html", kWord);
  EXPECT_EQ(at(act, "art_2__para_1").text, "Сбыт наказывается штрафом.");
  EXPECT_EQ(at(act, "art_2__para_2").text, "Хранение наказывается арестом.");
  const Provision& first =
      act.provisions[static_cast<size_t>(&at(act, "art_2__para_1") - act.provisions.data()) + 1];
  EXPECT_EQ(first.text, "Крупный размер определяет Правительство.");
  EXPECT_EQ(act.provisions.back().text, "Без цели сбыта.");
  EXPECT_EQ(act.provisions.back().eid.rfind("art_2__para_2", 0), 0U);
}

TEST(WordHtml, LibreOfficeFootnotesToo) {
  const Act act = test::parse(
      "ru", "html",
      "<p>Статья 1. Сбыт</p><p>1. Сбыт<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'>"
      "<sup>1</sup></a> запрещён.</p><p>2. Иное.</p><div id='sdfootnote1'><p class='sdfootnote'>"
      "<a class='sdfootnotesym' name='sdfootnote1sym' href='#sdfootnote1anc'>1</a>Кроме аптек.</p></div>");
  EXPECT_EQ(at(act, "art_1__para_1").text, "Сбыт запрещён.");
  EXPECT_EQ(at(act, "art_1__para_2").text, "Иное.");
  EXPECT_EQ(act.provisions[2].text, "Кроме аптек.");
}

TEST(WordHtml, ANoteThatNothingNamesStaysWhereItIs) {
  const Act act = test::parse(
      "ru", "html", "<p>Статья 1. Сбыт</p><p>1. Сбыт запрещён.</p><div id='ftn9'><p>Примечание.</p></div>");
  EXPECT_EQ(act.provisions.back().text.find("Примечание") != std::string::npos ||
                act.provisions.back().eid.find("note") != std::string::npos,
            true);
}

std::vector<std::string> texts(const Act& act) {
  std::vector<std::string> out;
  for (const Provision& one : act.provisions) out.push_back(one.eid);
  return out;
}
using Eids = std::vector<std::string>;

TEST(DrawnNumbers, AnOrderedListsItemsAreNumbered) {
  const Act act = test::parse(
      "ru", "html",
      "<p>Статья 1. Понятия</p><ol><li><p>Хранение.</p></li><li>Сбыт.</li></ol>"
      "<p>Статья 2. Иное</p><ol start='3'><li>Три.</li><li value='7'>Семь.</li><li>Восемь.</li></ol>");
  EXPECT_EQ(texts(act), (Eids{"art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_2__para_3",
                              "art_2__para_7", "art_2__para_8"}));
  EXPECT_EQ(at(act, "art_1__para_1").text, "Хранение.");
}

TEST(DrawnNumbers, LettersRomansAndBackwards) {
  const Act act = test::parse("pl", "html",
                              "<p>Art. 1. Kto</p><ol type='a'><li>jeden,</li><li>dwa.</li></ol>"
                              "<p>Art. 2. Kto</p><ol style='list-style-type: upper-roman'><li>jeden</li></ol>"
                              "<p>Art. 3. Kto</p><ol reversed><li>jeden</li><li>dwa</li></ol>");
  std::string all;
  for (const Provision& one : act.provisions) all += one.num + "|" + one.text + "\n";
  for (const char* drawn : {"a", "b", "I", "2", "1"})
    EXPECT_TRUE(all.find(drawn + std::string(". ")) != std::string::npos ||
                all.find(drawn + std::string("|")) != std::string::npos)
        << drawn << " in\n"
        << all;
}

TEST(DrawnNumbers, ListsThatPrintNumbersOrTurnThemOffGetNone) {
  const Act own =
      test::parse("ru", "html", "<p>Статья 1. Понятия</p><ol><li>1) хранение;</li><li>2) сбыт.</li></ol>");
  EXPECT_EQ(at(own, own.provisions[1].eid).text, "хранение;");
  const Act off = test::parse(
      "ru", "html",
      "<p>Статья 1. Понятия</p><ol style='list-style:none'><li>Хранение.</li><li>Сбыт.</li></ol>");
  EXPECT_EQ(off.find("art_1__para_1"), nullptr);
  const Act crumbs =
      test::parse("ru", "html",
                  "<p>Статья 1. Понятия</p><p>Хранение.</p><ol class='breadcrumb'><li><a href='/'>Главная</a>"
                  "</li><li><a href='/law'>Законы</a></li></ol>");
  EXPECT_EQ(crumbs.find("art_1__para_1"), nullptr);
}

}  // namespace
}  // namespace zakonwatch
