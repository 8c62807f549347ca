// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/own_links.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "parsers/tree.h"

namespace zakonwatch {
namespace {

// A page whose contents list names `named` places, the first `held` of which stand on it.
std::string page(int named, int held, const char* link = "#art_{}",
                 const char* place = "<p id='art_{}'>Art</p>") {
  std::string out = "<html><body><ul>";
  for (int i = 0; i < named; ++i)
    out += "<li><a href='" + fmt::format(fmt::runtime(link), i) + "'>Art. " + std::to_string(i) + "</a></li>";
  out += "</ul>";
  for (int i = 0; i < held; ++i) out += fmt::format(fmt::runtime(place), i);
  return out + "</body></html>";
}

std::string doubt(const std::string& html) { return doubt_of_own_links(*html_tree(html).value()); }

TEST(OwnLinks, APageThatNamesMostlyPlacesItDoesNotHoldIsAPart) {
  EXPECT_EQ(
      doubt(page(400, 100)),
      "the page is only a part of its act: 300 of the 400 places that its own links name are not on it");
}

TEST(OwnLinks, AWholePageIsWhole) {
  EXPECT_EQ(doubt(page(400, 400)), "");
  EXPECT_EQ(doubt(page(400, 200)), "") << "half of them may be menus and footnotes";
}

TEST(OwnLinks, AFewLinksSayNothing) { EXPECT_EQ(doubt(page(49, 0)), ""); }

TEST(OwnLinks, NamedAnchorsAndEscapesAreFound) {
  EXPECT_EQ(doubt(page(80, 80, "#%D1%81%D1%82-{}", "<a name='ст-{}'></a>")), "");
  EXPECT_EQ(doubt(page(80, 80, "#%zz{}", "<a id='%zz{}'></a>")), "");
}

TEST(OwnLinks, LinksThatLeadElsewhereDoNotCount) { EXPECT_EQ(doubt(page(80, 0, "/act/{}#art")), ""); }

}  // namespace
}  // namespace zakonwatch
