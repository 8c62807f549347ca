// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/blocks.h"

#include <gtest/gtest.h>

#include "parsers/tree.h"

namespace zakonwatch {
namespace {

std::vector<std::string> texts(const Blocks& blocks) {
  std::vector<std::string> out;
  for (const Block& block : blocks) out.push_back(block.text);
  return out;
}

Blocks html(std::string_view page, const DocumentRules* rules = nullptr) {
  const auto tree = html_tree(page);
  auto document = html_blocks(**tree, rules);
  return document ? document->blocks : Blocks{};
}

using Texts = std::vector<std::string>;

TEST(HtmlBlocks, SuperscriptsBecomeUnicode) {
  EXPECT_EQ(texts(html("<p>253.<sup>1</sup> pants</p>")), Texts{"253.¹ pants"});
  EXPECT_EQ(texts(html("<style>.W9{vertical-align:super}</style><p>Статья 312<span class=W9>9</span></p>")),
            Texts{"Статья 312⁹"});
  EXPECT_EQ(texts(html("<p>217<span style='position:relative; top:-0.5em'>4</span></p>")), Texts{"217⁴"});
  EXPECT_EQ(texts(html("<p>13<sup><span style=font-size:0px>-</span>1</sup></p>")), Texts{"13¹"});
  EXPECT_EQ(texts(html("<p>348<sup>11-1</sup></p>")), Texts{"348¹¹⁻¹"});
  EXPECT_EQ(texts(html("<p>C<sub>2</sub>H<sub>6</sub></p>")), Texts{"C₂H₆"});
}

TEST(HtmlBlocks, WhiteSpaceHiddenAndInvisible) {
  EXPECT_EQ(texts(html("<p>a&nbsp;&nbsp; b\n c&shy;d&#8203;e<br>f</p>")), Texts{"a b cde\nf"});
  EXPECT_EQ(texts(html("<p>law</p><div style='display:none;'>250</div><nav>menu</nav><script>x</script>")),
            Texts{"law"});
}

TEST(HtmlBlocks, CaretsRaiseAsPlainTextHasIt) {
  EXPECT_EQ(texts(html("<p>Articolul 15^1</p>")), Texts{"Articolul 15¹"});
  EXPECT_EQ(texts(html("<p>lit. a^12) și alin. (1^1)</p>")), Texts{"lit. a¹²) și alin. (1¹)"});
  EXPECT_EQ(texts(html("<p>^1) notă; x ^ 2; 2^n</p>")), Texts{"^1) notă; x ^ 2; 2^n"});
}

TEST(HtmlBlocks, ExpandersArePageDressAndBlocksMayBeSpans) {
  EXPECT_EQ(texts(html("<p><a onclick='unfold()'>+</a>Articolul 1</p><p>a + b</p>")),
            (Texts{"Articolul 1", "a + b"}));
  EXPECT_EQ(texts(html("<style>.S_ART{display:block}</style><span class=S_ART>Articolul 1</span><span "
                       "class=S_ART>Articolul 2</span>")),
            (Texts{"Articolul 1", "Articolul 2"}));
}

TEST(HtmlBlocks, BoldBeginningIsMeasured) {
  const Blocks blocks = html("<p><b>15.pants. </b>Lēmums par licenci.</p>");
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(blocks[0].text.substr(0, blocks[0].bold), "15.pants.");
}

TEST(HtmlBlocks, RowsHaveCellsAndLayoutTablesDoNot) {
  const Blocks blocks = html(
      "<table><tr><th>Aine</th><th>INN</th></tr><tr><td>Heroiin</td><td>Heroin</td></tr></"
      "table><table><tr><td><h2>x</h2><p>text</p></td><td></td></tr></table>");
  ASSERT_GE(blocks.size(), 3u);
  EXPECT_TRUE(blocks[0].header_row);
  EXPECT_EQ(blocks[1].cells, (Texts{"Heroiin", "Heroin"}));
  EXPECT_EQ(blocks[2].kind, Block::Kind::heading);
}

TEST(HtmlBlocks, ListOfInnerLinksIsContents) {
  std::string list = "<ul>";
  for (int i = 1; i < 9; ++i)
    list += "<li><a href='#p" + std::to_string(i) + "'>" + std::to_string(i) + ".pants.</a></li>";
  EXPECT_EQ(texts(html(list + "</ul><p>law</p>")), Texts{"law"});
}

TEST(HtmlBlocks, BodySelectorThatMatchesNothingIsSuspicious) {
  DocumentRules rules;
  rules.body = "//div[@id='gone']";
  const auto tree = html_tree("<p>x</p>");
  const auto document = html_blocks(**tree, &rules);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::suspicious);
}

TEST(Markdown, EscapesLinksAndHeadings) {
  const BlockedDocument document = markdown_blocks(
      "---\ntitle: \"Закон\"\nlast_updated: \"2008-05-07\"\n---\n# Закон\n\n1\\. Дії, передбачені [статтею "
      "5](#n61) -\n\n"
      "{ Стаття 306 із змінами N 430-IV ( [430-15](/go/430-15) ) від 16.01.2003 }\n\nЗаголовок\n=====\n");
  EXPECT_EQ(document.front.title, "Закон");
  EXPECT_EQ(document.front.version, "2008-05-07");
  EXPECT_EQ(texts(document.blocks),
            (Texts{"Закон", "1. Дії, передбачені статтею 5 -",
                   "{ Стаття 306 із змінами N 430-IV від 16.01.2003 }", "Заголовок"}));
  EXPECT_EQ(document.blocks[3].kind, Block::Kind::heading);
}

TEST(Markdown, ListsTablesAndSuperscripts) {
  const BlockedDocument document = markdown_blocks(
      "§ 3<sup>1</sup> text\njoined\n\n- a) písmeno\n\n| A | B |\n| --- | --- |\n| x\\|y | *z* |\n");
  ASSERT_EQ(document.blocks.size(), 4u);
  EXPECT_EQ(document.blocks[0].text, "§ 3¹ text joined");
  EXPECT_EQ(document.blocks[1].text, "a) písmeno");
  EXPECT_TRUE(document.blocks[1].list_item);
  EXPECT_EQ(document.blocks[3].cells, (Texts{"x|y", "z"}));
}

TEST(Markdown, ANumberAtTheMarginEndsTheItemAboveIt) {
  EXPECT_EQ(
      texts(markdown_blocks("- **e)** ezer forint felett\n460\\. § (1) A tea\n\n- **b)** a tea\n**(2)** A "
                            "víz\n\n- **a)** a szer\naa) LSD esetén\n\n- mennyisége\n500 gramm\n")
                .blocks),
      (Texts{"e) ezer forint felett", "460. § (1) A tea", "b) a tea", "(2) A víz", "a) a szer",
             "aa) LSD esetén", "mennyisége 500 gramm"}));
}

TEST(Markdown, NumberedLinesOfAParagraphAreItems) {
  const BlockedDocument document =
      markdown_blocks("järgmisi aineid:\n1) oopiumi\nja morfiini;\n2) kodeiini.\n");
  EXPECT_EQ(texts(document.blocks), (Texts{"järgmisi aineid:", "1) oopiumi ja morfiini;", "2) kodeiini."}));
}

}  // namespace
}  // namespace zakonwatch
