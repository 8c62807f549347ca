// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listed.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

Listing editions(std::initializer_list<const char*> dates) {
  Listing out;
  for (const char* date : dates)
    out.documents.push_back({std::string("https://x.example/") + date, "", "t", date});
  return out;
}

std::vector<std::string> dates_due(std::initializer_list<const char*> dates, const char* today) {
  std::vector<std::string> out;
  for (const Edition& one : due_editions(editions(dates), *parse_iso_date(today)))
    out.push_back(one.date ? to_iso(*one.date) : "undated");
  return out;
}

TEST(Listed, DatesInDigits) {
  for (const char* text : {"2013-04-01", "2013-04-01T00:00:00Z", "od 01.04.2013 do", "01/04/2013",
                           "20130401.html", "/SK/ZZ/2001/311/20130401"})
    EXPECT_EQ(date_in_digits(text), parse_iso_date("2013-04-01")) << text;
  for (const char* text : {"", "105022014002", "99999999", "2013", "31.02.2013"})
    EXPECT_FALSE(date_in_digits(text)) << text;
}

TEST(Listed, TheEditionInForceAndThoseToComeAreVisited) {
  using Dates = std::vector<std::string>;
  EXPECT_EQ(dates_due({"2026-07-01", "2020-01-01", "2024-08-06"}, "2026-03-02"),
            (Dates{"2024-08-06", "2026-07-01"}));
  EXPECT_EQ(dates_due({"2020-01-01", "2024-08-06"}, "2026-03-02"), (Dates{"2024-08-06"}));
  EXPECT_EQ(dates_due({"2027-01-01"}, "2026-03-02"), (Dates{"2027-01-01"}));
  EXPECT_EQ(dates_due({"newest", "older"}, "2026-03-02"), (Dates{"undated"}));
  EXPECT_EQ(dates_due({}, "2026-03-02"), Dates{});
}

TEST(Listed, AnEditionBringsWhatMadeIt) {
  Listing list = editions({"2020-01-01", "2024-08-06"});
  list.documents[1].amended_by = "58/2024 Z. z.";
  const auto due = due_editions(list, *parse_iso_date("2026-03-02"));
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].amended_by, "58/2024 Z. z.");
}

TEST(Listed, AListThatSaysNothingIsAProblem) {
  Discovery rules{.kind = Discovery::Kind::api, .title = "/title"};
  EXPECT_TRUE(list_problem(rules, {}, true));
  EXPECT_FALSE(list_problem(rules, {}, false)) << "the page behind the last";
  EXPECT_FALSE(list_problem(rules, editions({"2020-01-01"}), true));
  Listing untitled = editions({"2020-01-01", "2021-01-01"});
  for (ListedDocument& one : untitled.documents) one.title.clear();
  EXPECT_TRUE(list_problem(rules, untitled, true)) << "a renamed field";
  rules.may_be_empty = true;
  EXPECT_FALSE(list_problem(rules, {}, true));
}

}  // namespace
}  // namespace zakonwatch
