// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "base/fault.h"
#include "parse_support.h"

namespace zakonwatch {
namespace {

using test::parse;
using test::provision;

TEST(RiigiTeataja, StructureComesFromTheElements) {
  const Act act = parse(
      "et", "xml",
      "<oigusakt "
      "xmlns='tyviseadus_1_10.02.2010'><metaandmed><vastuvoetud><aktikuupaev>2001-06-06</aktikuupaev></"
      "vastuvoetud>"
      "<kehtivus><kehtivuseAlgus>2014-04-01+02:00</kehtivuseAlgus></kehtivus></"
      "metaandmed><aktinimi><nimi><pealkiri>Teeseadus</pealkiri></nimi></aktinimi>"
      "<sisu><peatykk><peatykkNr>2</peatykkNr><peatykkPealkiri>Tee</peatykkPealkiri><paragrahv><paragrahvNr "
      "ylaIndeks='1'>22</paragrahvNr>"
      "<kuvatavNr><![CDATA[§ "
      "22<sup>1</sup>.]]></kuvatavNr><paragrahvPealkiri>Joomine</paragrahvPealkiri><loige><loigeNr>1</"
      "loigeNr><sisuTekst><tavatekst>Kui juuakse:</tavatekst></sisuTekst>"
      "<alampunkt><alampunktNr>1</alampunktNr><sisuTekst><tavatekst>teed, –<reavahetus/>karistatakse "
      "arestiga.</tavatekst></sisuTekst></alampunkt>"
      "<muutmismarge><aktikuupaev>2006-12-06</aktikuupaev><avaldamismarge><RTosa>RT "
      "I</RTosa><RTaasta>2007</RTaasta><RTnr>13</RTnr><RTartikkel>69</RTartikkel></avaldamismarge>"
      "<joustumine>2007-03-15</joustumine></muutmismarge></loige></paragrahv></peatykk></sisu></oigusakt>");
  EXPECT_EQ(act.title, "Teeseadus");
  EXPECT_EQ(to_iso(*act.dates.version), "2014-04-01");
  EXPECT_EQ(provision(act, "art_22_1").heading, "Joomine");
  EXPECT_EQ(provision(act, "art_22_1__para_1").text, "Kui juuakse:\nkaristatakse arestiga.");
  EXPECT_EQ(provision(act, "art_22_1__para_1__point_1").text, "teed, –");
  ASSERT_EQ(provision(act, "art_22_1__para_1").notes.size(), 1u);
  EXPECT_EQ(provision(act, "art_22_1__para_1").notes[0].act->number, "RT I 2007, 13, 69");
  EXPECT_EQ(to_iso(*provision(act, "art_22_1__para_1").notes[0].in_force), "2007-03-15");
}

TEST(AkomaNtoso, HierarchyIsRead) {
  const Act act =
      parse("en", "xml",
            "<akn:akomaNtoso "
            "xmlns:akn='http://docs.oasis-open.org/legaldocml/ns/akn/"
            "3.0'><akn:act><akn:body><akn:chapter><akn:num>Chapter I</akn:num><akn:heading>Tea</akn:heading>"
            "<akn:article><akn:num>Article "
            "5a.</akn:num><akn:paragraph><akn:num>(1)</akn:num><akn:content><akn:p>Tea is "
            "drunk.</akn:p></akn:content></akn:paragraph></akn:article>"
            "</akn:chapter></akn:body></akn:act></akn:akomaNtoso>");
  EXPECT_EQ(provision(act, "art_5a__para_1").text, "Tea is drunk.");
}

TEST(Json, DeclaredPointersAndHtmlInside) {
  DocumentRules rules;
  rules.format = "json";
  rules.title = "/act/name";
  rules.body = "/act/text";
  const Act act = parse(
      "ru", "json",
      R"({"act":{"name":"О чае","text":"<p>Статья 1. Чай</p><p>Чай пьют.</p><p>Статья 2. Вода</p><p>Вода.</p>"}})",
      &rules);
  EXPECT_EQ(act.title, "О чае");
  EXPECT_EQ(test::article_eids(act), (std::vector<std::string>{"art_1", "art_2"}));
  EXPECT_THROW(parse("ru", "json", "{}", &rules), Fault);
  EXPECT_THROW(parse("ru", "json", "{}"), Fault);
}

TEST(Points, AnActWithoutArticlesIsCitedByItsPoints) {
  const Act act = parse("lv", "txt",
                        "Noteikumi par tēju\n\n1. Noteikumi nosaka tējas dzeršanu.\n\n2. Tēju dzer:\n\n1) "
                        "karstu;\n\n2) aukstu.\n\n3. Noteikumi stājas spēkā.\n");
  EXPECT_EQ(test::article_eids(act), (std::vector<std::string>{"art_1", "art_2", "art_3"}));
  EXPECT_EQ(provision(act, "art_2__point_2").text, "aukstu.");
  EXPECT_EQ(provision(act, "preface").text, "Noteikumi par tēju");
}

TEST(Identity, AnotherPageIsSuspicious) {
  DocumentRules rules;
  rules.must_contain = {"pants"};
  const auto profile = test::profile("lv");
  const auto act = parse_document({.bytes = "<p>Apkope. Lūdzu, nāciet vēlāk.</p>",
                                   .format = "html",
                                   .profile = profile.get(),
                                   .rules = &rules});
  ASSERT_FALSE(act);
  EXPECT_EQ(act.error().kind, ErrorKind::suspicious);
}

// What nobody may crash on: files made to break PDF readers.
TEST(Pdf, BrokenFilesAreErrorsNotCrashes) {
  const auto profile = test::profile("en");
  const auto files = test::corpus("conformance/pdf/qpdf", ".pdf");
  if (files.empty()) GTEST_SKIP() << "the corpus is not here";
  for (const auto& file : files)
    (void)parse_document({.bytes = test::read(file), .format = "pdf", .profile = profile.get()});
  EXPECT_FALSE(parse_document({.bytes = "%PDF-1.4 nothing", .format = "pdf", .profile = profile.get()}));
}

TEST(Docx, NoArchiveIsAnError) {
  const auto profile = test::profile("en");
  EXPECT_FALSE(parse_document({.bytes = "PK\x03\x04 nothing", .format = "docx", .profile = profile.get()}));
}

}  // namespace
}  // namespace zakonwatch
