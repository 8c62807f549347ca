// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/tree.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

std::string repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Tree, DepthBombIsRefusedBeforeATreeIsBuilt) {
  EXPECT_NE(nesting_problem(repeat("<div>", 20'000)), "");
  EXPECT_FALSE(html_tree(repeat("<div>", 20'000)));
  EXPECT_NE(nesting_problem(repeat("<div><table></div></table>", 20'000)), "");
}

TEST(Tree, ReopenedFormattingIsRefused) {
  std::string bomb;
  for (int i = 0; i < 5000; ++i) bomb += "<font color=a" + std::to_string(i) + "><p>";
  EXPECT_FALSE(html_tree(bomb));
}

TEST(Tree, AttributeBombIsRefused) {
  std::string bomb = "<p ";
  for (int i = 0; i < 5000; ++i) bomb += "a" + std::to_string(i) + "=1 ";
  EXPECT_FALSE(html_tree(bomb + ">"));
}

TEST(Tree, OldPagesWithoutEndTagsAreNoBomb) {
  EXPECT_EQ(nesting_problem(repeat("<p>text<br>more", 20'000)), "");
  EXPECT_EQ(nesting_problem("<table>" + repeat("<tr><td>a<td>b", 20'000) + "</table>"), "");
  EXPECT_EQ(nesting_problem("<ul>" + repeat("<li>a", 20'000)), "");
  EXPECT_EQ(nesting_problem("<script>" + repeat("<div>", 20'000) + "</script>"), "");
}

TEST(Tree, SelectorsWorkOverLowerCaseLocalNames) {
  const auto tree = html_tree("<DIV CLASS=TV213><o:p>x</o:p><P ID=p253>253.<SUP>1</SUP> pants</P></DIV>");
  ASSERT_TRUE(tree);
  EXPECT_EQ(*select_text(**tree, "//div[@class='TV213']/p/@id"), "p253");
  EXPECT_FALSE(select(**tree, "//div["));
}

TEST(Tree, SecondDocumentInsideADivIsRead) {
  const auto tree = html_tree(
      "<html><body><div id=t><!DOCTYPE "
      "html><html><head><style>.a{}</style></head><body><p>law</p></body></html></div></body></html>");
  ASSERT_TRUE(tree);
  EXPECT_EQ(*select_text(**tree, "//div[@id='t']/p"), "law");
}

TEST(Tree, XmlHasNoPrefixes) {
  const auto tree = xml_tree("<?xml version='1.0'?><n:a xmlns:n='u'><n:b n:c='d'>&x;1 &amp; 2</n:b></n:a>");
  ASSERT_TRUE(tree);
  EXPECT_EQ((*tree)->child("a").child_value("b"), std::string("&x;1 & 2"));
  EXPECT_FALSE(xml_tree(repeat("<a>", 1000)));
  EXPECT_FALSE(xml_tree("<a><b></a>"));
}

TEST(Tree, XmlThatDeclaresEntitiesIsRefused) {
  const std::string root = "<a><b>&x;1</b></a>";
  for (const std::string type : {"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
                                 "<!DOCTYPE a SYSTEM 'x' [<!ENTITY x 'y'>]>"}) {
    const auto refused = xml_tree("<?xml version='1.0'?>" + type + root);
    ASSERT_FALSE(refused) << type;
    EXPECT_NE(refused.error().message.find("DTD"), std::string::npos);
  }
  const auto mere = xml_tree("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'>" + root);
  ASSERT_TRUE(mere);  // said and never fetched
  EXPECT_EQ((*mere)->child("a").child_value("b"), std::string("&x;1"));
}

}  // namespace
}  // namespace zakonwatch
