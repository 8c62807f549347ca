// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/subscription.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

Change cultivation() {
  Change change;
  change.kind = ChangeKind::amended;
  ChangeSide side;
  side.eid = "art_310";
  side.heading = "Посів або вирощування конопель";
  side.text = "вирощування конопель волокнистих сортів";
  change.old_side = change.new_side = side;
  change.relevance = {0.8, true, {{"cultivation", 0.8, {}}}};
  change.direction = Direction::harsher;
  return change;
}

bool lets_through(const Filter& filter, const Change& change, bool confirmed = false) {
  return matches(filter, {"UA", "ua/2341-14", &change, confirmed});
}

TEST(Filter, ExcludesByTheBeginningOfAWord) {
  const Change change = cultivation();
  EXPECT_TRUE(lets_through({}, change));
  EXPECT_FALSE(lets_through({.exclude = {"волокн"}}, change));
  EXPECT_FALSE(lets_through({.exclude = {"ВОЛОКНИСТИХ сортів"}}, change)) << "case and phrases";
  EXPECT_FALSE(lets_through({.exclude = {"посів"}}, change)) << "headings count";
  EXPECT_TRUE(lets_through({.exclude = {"локн"}}, change)) << "the middle of a word is no beginning";
  EXPECT_TRUE(lets_through({.exclude = {"", "  "}}, change)) << "nothing excludes nothing";
  Change gone = change;
  gone.new_side.reset();
  EXPECT_FALSE(lets_through({.exclude = {"волокн"}}, gone)) << "what was there counts too";
}

TEST(Filter, ConfirmedOnlyWaitsForAnAnalyst) {
  EXPECT_FALSE(lets_through({.confirmed_only = true}, cultivation()));
  EXPECT_TRUE(lets_through({.confirmed_only = true}, cultivation(), true));
}

TEST(Filter, EachFilterNarrows) {
  const Change change = cultivation();
  EXPECT_TRUE(
      lets_through({.countries = {"UA", "LV"}, .topics = {"cultivation"}, .acts = {"ua/2341-14"}}, change));
  EXPECT_FALSE(lets_through({.countries = {"LV"}}, change));
  EXPECT_FALSE(lets_through({.topics = {"supply"}}, change));
  EXPECT_FALSE(lets_through({.acts = {"ua/1"}}, change));
  EXPECT_FALSE(lets_through({.kinds = {ChangeKind::stage, ChangeKind::announced}}, change));
  EXPECT_FALSE(lets_through({.directions = {Direction::lighter}}, change));
  EXPECT_FALSE(lets_through({.min_score = 0.81}, change));
  Change editorial = change;
  editorial.editorial = true;
  EXPECT_FALSE(lets_through({}, editorial));
}

TEST(Filter, ComesBackFromJsonAlsoFromAnOlderFile) {
  const Filter filter{
      .kinds = {ChangeKind::stage}, .query = "x", .exclude = {"волокн"}, .confirmed_only = true};
  const auto back = filter_from_json(filter_to_json(filter));
  ASSERT_TRUE(back);
  EXPECT_EQ(filter_to_json(*back), filter_to_json(filter));
  const auto old = filter_from_json(
      R"({"countries":["UA"],"topics":[],"acts":[],"kinds":[],"directions":[],"query":"","min_score":0.5})");
  ASSERT_TRUE(old);
  EXPECT_TRUE(old->exclude.empty());
  EXPECT_FALSE(old->confirmed_only);
}

}  // namespace
}  // namespace zakonwatch
