// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_request.h"

#include <gtest/gtest.h>

#include "crawler/gzip_member.h"

namespace zakonwatch {
namespace {

Date day(const char* iso) { return *parse_iso_date(iso); }

Discovery windowed(int window, int back) {
  Discovery rules{.kind = Discovery::Kind::api, .url = "https://x.example/?a={from}&b={to:dmy}"};
  rules.window_days = window, rules.back_days = back;
  return rules;
}

std::vector<std::string> windows(const Discovery& rules, std::optional<Date> seen = {}) {
  std::vector<std::string> out;
  for (const ListCall& call : first_calls(rules, day("2026-03-02"), seen))
    out.push_back(to_iso(*call.from) + ".." + to_iso(*call.to));
  return out;
}

using Texts = std::vector<std::string>;

TEST(ListRequest, WindowsCoverEveryDayOnce) {
  EXPECT_EQ(windows(windowed(7, 7)), (Texts{"2026-02-24..2026-03-02"}));
  EXPECT_EQ(windows(windowed(2, 3)), (Texts{"2026-03-01..2026-03-02", "2026-02-28..2026-02-28"}));
}

TEST(ListRequest, AfterAPauseTheyReachBackToTheLastPassAndNeverBeyondAYear) {
  EXPECT_EQ(windows(windowed(7, 7), day("2026-02-20")),
            (Texts{"2026-02-24..2026-03-02", "2026-02-20..2026-02-23"}));
  EXPECT_EQ(windows(windowed(7, 7), day("2026-03-02")), (Texts{"2026-02-24..2026-03-02"}));
  EXPECT_EQ(windows(windowed(366, 7), day("2001-01-01")),
            (Texts{"2025-03-02..2026-03-02", "2025-03-01..2025-03-01"}));
}

FetchRequest filled(const Discovery& rules, const ListCall& call) {
  FetchRequest request{.headers = {{"soapaction", "old"}, {"Accept", "x"}}};
  fill_request(request, rules, call, day("2026-11-22"));
  return request;
}

TEST(ListRequest, HolesAreEscapedForTheirPlace) {
  Discovery rules{.url = "https://x.example/{token}/{page}/{offset}/{date:dmy}",
                  .method = "POST",
                  .body = "<t>{token}</t>"};
  rules.headers = {{"SOAPAction", "new {token}"}};
  rules.per_page = 20;
  ListCall call{.page = 3, .token = "a&\"<b"};
  FetchRequest request = filled(rules, call);
  EXPECT_EQ(request.url, "https://x.example/a%26%22%3Cb/3/40/22.11.2026");
  EXPECT_EQ(request.body, "<t>a&amp;&quot;&lt;b</t>");
  EXPECT_EQ(request.headers.size(), 2U);
  EXPECT_EQ(request.headers[0].second, "new a&\"<b");
  rules.body = R"({"t": "{token}"})";
  call.token = "a\"\\\nb";
  EXPECT_EQ(filled(rules, call).body, R"({"t": "a\"\\\u000ab"})");
  rules.body = "t={token}&page={page}";
  call.token = "a&b";
  EXPECT_EQ(filled(rules, call).body, "t=a%26b&page=3");
}

TEST(ListRequest, WhatFillsAHoleIsNoTemplate) {
  const Discovery rules{.url = "https://x.example/?c={cursor}&t={token}"};
  EXPECT_EQ(filled(rules, {.cursor = "{token}", .token = "{page}"}).url,
            "https://x.example/?c=%7Btoken%7D&t=%7Bpage%7D");
  EXPECT_EQ(filled(rules, {.url = "https://y.example/{page}"}).url, "https://y.example/{page}")
      << "the list's own word";
}

TEST(ListRequest, PagesFollowByAddressByCursorByNumber) {
  Listing some;
  some.documents.resize(2);
  Discovery rules{.url = "https://x.example/{page}", .pages = 2};
  ASSERT_EQ(following_calls(rules, {}, some).size(), 1U);
  EXPECT_EQ(following_calls(rules, {}, some).front().page, 2);
  EXPECT_TRUE(following_calls(rules, {.page = 2}, some).empty()) << "as many as the rules allow";
  EXPECT_TRUE(following_calls(rules, {}, {}).empty()) << "an empty page is the last";
  rules.url = "https://x.example/";
  EXPECT_TRUE(following_calls(rules, {}, some).empty());
  some.next = "https://x.example/more";
  EXPECT_EQ(following_calls(rules, {}, some).front().url, "https://x.example/more");
  some.next.reset();
  rules.cursor = "/c";
  EXPECT_TRUE(following_calls(rules, {}, some).empty()) << "no cursor, no more";
  some.cursor = "k";
  EXPECT_EQ(following_calls(rules, {}, some).front().cursor, "k");
  EXPECT_TRUE(following_calls(rules, {.cursor = "k"}, some).empty()) << "it stands still";
}

TEST(ListRequest, SitemapsOfSitemapsEndSomewhere) {
  Listing index;
  index.lists = {"https://x.example/a.xml", "https://x.example/b.xml"};
  const Discovery rules{.kind = Discovery::Kind::sitemap, .url = "https://x.example/s.xml"};
  EXPECT_EQ(following_calls(rules, {}, index).size(), 2U);
  EXPECT_TRUE(following_calls(rules, {.depth = 3}, index).empty());
}

TEST(ListRequest, AWordThatCouldBreakOutOfALineIsNoToken) {
  PlainParser parser;
  const auto token = [&](const std::string& body, const std::string& where) {
    return token_in(parser, {.url = "", .body = "", .value = where, .headers = {}},
                    {.url = "https://x.example/t", .body = body, .media_type = "text/xml"});
  };
  EXPECT_EQ(*token(R"({"a": {"b": "k1"}})", "/a/b"), "k1");
  EXPECT_EQ(*token("<?xml version='1.0'?><r xmlns='u'><T> k&amp;2 </T></r>", "//T"), "k&2");
  EXPECT_FALSE(token(R"({"a": ""})", "/a"));
  EXPECT_FALSE(token(R"({"b": 1})", "/a"));
  EXPECT_FALSE(token("not found", "/a"));
  EXPECT_FALSE(token("{\"a\": \"" + std::string(5000, 'x') + "\"}", "/a"));
}

TEST(ListRequest, PackedListsAreUnpackedAndBrokenOnesNamed) {
  FetchOutcome outcome{.body = gzip_member("<urlset/>")};
  EXPECT_EQ(*unpacked_list(outcome), "<urlset/>");
  outcome.body.resize(outcome.body.size() - 4);
  EXPECT_FALSE(unpacked_list(outcome));
  outcome.body = "plain";
  EXPECT_EQ(*unpacked_list(outcome), "plain");
}

}  // namespace
}  // namespace zakonwatch
