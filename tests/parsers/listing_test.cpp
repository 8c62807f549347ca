// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "parsers/document.h"

namespace zakonwatch {
namespace {

Listing list(std::string_view bytes, const Discovery& rules) {
  auto listing = parse_listing({.bytes = bytes, .url = "https://example.org/dir/list", .discovery = &rules});
  EXPECT_TRUE(listing) << (listing ? "" : listing.error().sentence());
  return listing ? *listing : Listing{};
}

TEST(Listing, RssAndAtom) {
  Discovery rules;
  rules.kind = Discovery::Kind::feed;
  Listing rss = list(
      "<?xml version='1.0'?><rss><channel><item><title>Likums &amp; "
      "tēja</title><link>/ta/id/1</link><pubDate>Mon</pubDate></item></channel></rss>",
      rules);
  ASSERT_EQ(rss.documents.size(), 1u);
  EXPECT_EQ(rss.documents[0].url, "https://example.org/ta/id/1");
  EXPECT_EQ(rss.documents[0].title, "Likums & tēja");
  Listing atom = list(
      "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='?p=2'/><entry><title>x</title><link "
      "href='a'/><updated>2024-01-01</updated></entry></feed>",
      rules);
  ASSERT_EQ(atom.documents.size(), 1u);
  EXPECT_EQ(atom.documents[0].url, "https://example.org/dir/a");
  EXPECT_EQ(atom.next, "https://example.org/dir/list?p=2");
}

TEST(Listing, SitemapAndHtml) {
  Discovery rules;
  rules.kind = Discovery::Kind::sitemap;
  EXPECT_EQ(list("<urlset><url><loc>https://example.org/x</loc></url></urlset>", rules).documents[0].url,
            "https://example.org/x");
  rules.kind = Discovery::Kind::listing;
  rules.item = "//li";
  rules.link = "a/@href";
  rules.title = "a";
  rules.only = "likum*";
  const Listing html = list(
      "<ul><li><a href='1'>Likums par tēju</a></li><li><a href='2'>Jaunumi</a></li><li><a "
      "href='javascript:x()'>Likums</a></li></ul>",
      rules);
  ASSERT_EQ(html.documents.size(), 1u);
  EXPECT_EQ(html.documents[0].url, "https://example.org/dir/1");
}

TEST(Listing, ApiByPointers) {
  Discovery rules;
  rules.kind = Discovery::Kind::api;
  rules.item = "/list";
  rules.link = "https://example.org/laws/show/{nreg}";
  rules.key = "/nreg";
  rules.title = "/nazva";
  rules.date = "/poddat";
  const Listing api = list(
      R"({"list":[{"nreg":"2341-14","nazva":"Кодекс","poddat":20250101},{"nazva":"без номера"}]})", rules);
  ASSERT_GE(api.documents.size(), 1u);
  EXPECT_EQ(api.documents[0].url, "https://example.org/laws/show/2341-14");
  EXPECT_EQ(api.documents[0].date, "20250101");
  EXPECT_FALSE(parse_listing({.bytes = "{}", .url = "https://example.org/", .discovery = &rules}));
  EXPECT_FALSE(parse_listing({.bytes = "{", .url = "https://example.org/", .discovery = &rules}));
}

}  // namespace
}  // namespace zakonwatch
