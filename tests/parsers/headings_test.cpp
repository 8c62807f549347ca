// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "parse_support.h"

// What is an article of the act itself, and what only looks like one. Invented acts.
namespace zakonwatch {
namespace {

using test::article_eids;
using test::parse;
using test::provision;
using Eids = std::vector<std::string>;

TEST(Headings, AnOrderToChangeAnArticleIsNone) {
  const Act act = parse("hr", "txt",
                        "Članak 1.\n\nU članku 68. riječ: »čaj« zamjenjuje se riječju: »kava«.\n\nČlanak "
                        "2.\n\nČlanak 69. mijenja se i glasi:\n\n»(1) Čaj se kuha.«\n\nČlanak "
                        "3.\n\nČlanak 70. briše se.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_1", "art_2", "art_3"}));
  EXPECT_EQ(provision(act, "art_3").text, "Članak 70. briše se.");
  const Act bosnian = parse("bs", "txt", "Član 1.\n\nČlan 18. mijenja se i glasi:\n\n\"Član 18.\n\nČaj.\"\n");
  EXPECT_EQ(article_eids(bosnian), Eids{"art_1"});
}

TEST(Headings, AnArticleOfOneWordInSmallLettersStays) {
  const Act act = parse("hr", "txt", "Članak 1.\n\nČaj.\n\nČlanak 2. brisan\n\nČlanak 3.\n\nKava.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_1", "art_2", "art_3"}));
}

TEST(Headings, AnInsertThatLostItsRaisingStandsApart) {
  const Act act = parse("ru", "txt",
                        "Статья 27. Чай\n\nТекст.\n\nСтатья 27 1 . Самовар\n\nТекст.\n\nСтатья 28 1. "
                        "Кофе\n\nСтатья 29. Сок\n\nТекст.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_27", "art_27_1", "art_28", "art_29"}));
  EXPECT_EQ(provision(act, "art_27_1").heading, "Самовар");
}

TEST(Headings, TheBeginningOfANumberIsNoNumber) {
  const Act act = parse("sq", "txt",
                        "Neni 1\nÇaji\n\nÇaji pihet.\n\nNeni 2.1: Filxhani\n\nFilxhani lahet.\n\nNeni19\n"
                        "Kafeja\n\nKafeja pihet.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_1", "art_2_1", "art_19"}));
}

TEST(Headings, InsertsOfAnApprovedCodeAreSplitLikeTheActsOwn) {
  const Act act =
      parse("lt", "txt",
            "1 straipsnis. Arbatos kodekso patvirtinimas\n\nPatvirtinti kodeksą.\n\nPATVIRTINTAS\n"
            "Lietuvos Respublikos\n2015 m. birželio 25 d. įstatymu Nr. XII-1869\n\nARBATOS KODEKSAS\n\n"
            "20 straipsnis. Arbata\n\nArbata geriama.\n\n21 straipsnis. Virdulys\n\nVirdulys "
            "kaista.\n\n211 straipsnis. Puodelis\n\nPuodelis plaunamas.\n\n22 straipsnis. Cukrus\n\n"
            "Cukrus dedamas.\n");
  EXPECT_EQ(article_eids(act),
            (Eids{"art_1", "doc_1__art_20", "doc_1__art_21", "doc_1__art_21_1", "doc_1__art_22"}));
}

TEST(Headings, ANumberThatThePageSplitIsWhole) {
  std::string page;
  for (int i = 1; i <= 13; ++i)
    page += (i == 12 ? std::string("Član 1 2") : "Član " + std::to_string(i)) + "\n(Čaj)\n\nČaj se pije.\n\n";
  const Act act = parse("bs", "txt", page);
  EXPECT_EQ(article_eids(act).size(), 13U);
  EXPECT_EQ(provision(act, "art_12").text, "(Čaj)");
  const Act other = parse("bs", "txt", "Član 1 2\n\nČaj.\n");
  EXPECT_EQ(article_eids(other), Eids{"art_1"});
}

TEST(Headings, ARangeOfLettersIsAnArticleForEach) {
  const Act act = parse("hu", "txt", "184. § Tea.\n\n184/A–184/C. §\n\n185. § Kávé.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_184", "art_184a", "art_184b", "art_184c", "art_185"}));
  EXPECT_TRUE(provision(act, "art_184b").repealed);
}

TEST(Headings, TheOnlyArticleIsTheFirst) {
  const Act act = parse("bg", "txt", "Закон за чая\n\nЧлен единствен. Чаят се пие.\n");
  EXPECT_EQ(article_eids(act), Eids{"art_1"});
}

TEST(Headings, AFootnoteBeforeAHeadingInItsBlockLeavesTheHeading) {
  const Act act = parse("sr", "txt",
                        "Члан 17.\n\nЧај се пије.\n\n*Службени гласник РС, број 25/2019\nЧлан 18.\n\nЧај се "
                        "кува.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_17", "art_18"}));
  ASSERT_EQ(provision(act, "art_17").notes.size(), 1U);
  EXPECT_TRUE(provision(act, "art_18").notes.empty());
}

// Short articles whose numbers the act has already used are no table of contents.
TEST(Headings, ArticlesOfAmendingActsBehindTheActStay) {
  std::string page;
  for (int i = 1; i <= 12; ++i)
    page += "Član " + std::to_string(i) + "\n\nČaj broj " + std::to_string(i) + " pije se pažljivo.\n\n";
  for (const char* number : {"9", "3", "5", "7"})
    page += std::string("Član ") + number +
            "\n\nOvaj pravilnik stupa na snagu osmog dana od dana objavljivanja.\nSamostalni član (\"Sl. "
            "list\", br. "
            "1/20)\n\n";
  EXPECT_EQ(article_eids(parse("sr", "txt", page)).size(), 16U);
}

TEST(Headings, WhatASitePrintsOfItselfIsNoLaw) {
  const Act act = parse("hr", "html",
                        "<p>Članak 1.</p><p>Čaj se pije.</p><p>https://narodne-novine.example/2026/13</p>"
                        "<table><tr><td>© 2026 Čajna</td><td>© Sva prava</td></tr></table><p>© 2026 Čajna "
                        "novina</p>");
  for (const Provision& one : act.provisions) {
    EXPECT_EQ(one.text.find("©"), std::string::npos) << one.eid;
    EXPECT_EQ(one.text.find("https"), std::string::npos) << one.eid;
  }
}

// Law that is quoted inside one block, as pages with line breaks and texts without empty lines have it.
TEST(Headings, LawQuotedBetweenTheLinesOfABlockIsQuoted) {
  const Act act =
      parse("bg", "txt",
            "§ 1. Създава се част втора:\n„ЧАСТ ВТОРА\nЧАЙ\nЧл. 24. Чаят се пие.\nЧл. 25. „Черен чай“ е "
            "всеки чай.“\n\n§ 2. В чл. 30 се създава ал. 2:\n„(2) Кафето се пие.“\n§ 3. Законът влиза в "
            "сила.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_1", "art_2", "art_3"}));
  EXPECT_EQ(provision(act, "art_1__quoted__art_25").type, ProvisionType::quoted);
}

// The page forgets a closing mark in § 1; a stray one far behind must not make the articles between them
// quoted.
TEST(Headings, AQuotationThatIsNotClosedEndsAtTheActsNextArticle) {
  const Act act =
      parse("bg", "txt",
            "§ 1. Създава се чл. 5:\n„Чл. 5. Чаят се пие.\n§ 2. Кафето се пие.\n\n§ 3. В чл. 7 ал. 1 "
            "отпада.“\n\n§ 4. Сокът се пие.\n");
  EXPECT_EQ(article_eids(act), (Eids{"art_1", "art_2", "art_3", "art_4"}));
}

TEST(Headings, AQuotationThatNeverClosesHidesNothing) {
  const Act act = parse("bg", "txt", "§ 1. Създава се чл. 5:\n„Чл. 5. Чаят се пие.\n\n§ 2. Кафето се пие.\n");
  const Eids eids = article_eids(act);
  EXPECT_NE(std::find(eids.begin(), eids.end(), "art_2"), eids.end());
}

}  // namespace
}  // namespace zakonwatch
