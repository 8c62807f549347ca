// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages_of_text.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

FetchOutcome page(const std::string& body) {
  FetchOutcome out;
  out.status = 200;
  out.url = "https://law.example/text?page=0";
  out.media_type = "application/json";
  out.body = body;
  out.validators.etag = "\"first\"";
  return out;
}

Result<int> count(const std::string& body) {
  PlainParser parser;
  Source source;
  source.document.parts_count = "/pages";
  return count_pages(parser, source, page(body));
}

TEST(PagesOfText, TheFirstSaysHowManyThereAre) {
  EXPECT_EQ(count(R"({"pages": 5, "list": []})").value_or(-1), 5);
  EXPECT_EQ(count(R"({"pages": "2"})").value_or(-1), 2);
}

TEST(PagesOfText, ARenamedOrAbsurdNumberIsNoText) {
  for (const char* body : {R"({"seiten": 5})", R"({"pages": 0})", R"({"pages": -1})", R"({"pages": 1000000})",
                           R"({"pages": "many"})", R"({"pages": null})", "{}"}) {
    const auto found = count(body);
    ASSERT_FALSE(found) << body;
    EXPECT_EQ(found.error().kind, ErrorKind::suspicious) << body;
  }
}

TEST(PagesOfText, APageOfAnotherKindIsForOthersToJudge) {
  const auto found = count("<html>Just a moment</html>");
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().kind, ErrorKind::suspicious);
}

TEST(PagesOfText, AddressesCountOnFromTheFirst) {
  EXPECT_EQ(*page_address("https://x.example/t?a=1&page=0&b=2", "page", 3),
            "https://x.example/t?a=1&page=3&b=2");
  EXPECT_EQ(*page_address("https://x.example/t?page=1", "page", 1), "https://x.example/t?page=2");
  EXPECT_FALSE(page_address("https://x.example/t?mypage=1", "page", 1));
  EXPECT_FALSE(page_address("https://x.example/t?page=last", "page", 1));
}

TEST(PagesOfText, TogetherTheyAreOneAnswerWithoutValidators) {
  const FetchOutcome whole = joined_pages({page(R"({"a":1})"), page(R"({"a":2})")});
  EXPECT_EQ(whole.body, R"([{"a":1},{"a":2}])");
  EXPECT_EQ(whole.parts.size(), 2U);
  EXPECT_TRUE(whole.validators.etag.empty()) << "the first may stand while a later one changes";
}

}  // namespace
}  // namespace zakonwatch
