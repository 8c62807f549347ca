// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/versions.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "base/fault.h"
#include "law/act_json.h"
#include "record_fixture.h"
#include "store/index_feed.h"
#include "store/ledger.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;
using VersionsTest = RecordTest;

void expect_equal(const Provision& a, const Provision& b) {
  EXPECT_EQ(a.eid, b.eid);
  EXPECT_EQ(a.type, b.type);
  EXPECT_EQ(a.num, b.num);
  EXPECT_EQ(a.label, b.label);
  EXPECT_EQ(a.heading, b.heading);
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.parent, b.parent);
  EXPECT_EQ(a.repealed, b.repealed);
  EXPECT_EQ(a.cells, b.cells);
  EXPECT_EQ(a.notes, b.notes);
}

void expect_equal(const Act& a, const Act& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.number, b.number);
  EXPECT_EQ(a.language, b.language);
  EXPECT_EQ(a.dates.adopted, b.dates.adopted);
  EXPECT_EQ(a.dates.published, b.dates.published);
  EXPECT_EQ(a.dates.in_force_from, b.dates.in_force_from);
  EXPECT_EQ(a.dates.version, b.dates.version);
  EXPECT_EQ(a.notes, b.notes);
  EXPECT_EQ(a.quality.claimed_share, b.quality.claimed_share);
  EXPECT_EQ(a.quality.articles, b.quality.articles);
  EXPECT_EQ(a.quality.number_gaps, b.quality.number_gaps);
  EXPECT_EQ(a.quality.ambiguous_numbers, b.quality.ambiguous_numbers);
  EXPECT_EQ(a.quality.suspicions, b.quality.suspicions);
  ASSERT_EQ(a.provisions.size(), b.provisions.size());
  for (size_t i = 0; i < a.provisions.size(); ++i) expect_equal(a.provisions[i], b.provisions[i]);
}

TEST_F(VersionsTest, WhatIsLoadedIsWhatWasAdded) {
  Versions versions(*record_);
  const VersionId id = versions.add(sample_version(snapshot(), "2008-05-07"));
  expect_equal(versions.load(id), sample_act());
  reopen();
  expect_equal(Versions(*record_).load(id), sample_act());
  EXPECT_EQ(act_text_hash(Versions(*record_).load(id)), Versions(*record_).get(id)->text_sha256);
}

TEST_F(VersionsTest, AnEmptyActIsLoadedEmpty) {
  Act bare;
  bare.id = ActId("lv/1");
  bare.language = "lv";
  const VersionId id = Versions(*record_).add(sample_version(snapshot(), "2008-05-07", bare));
  expect_equal(Versions(*record_).load(id), bare);
}

TEST_F(VersionsTest, RandomActsComeBackAsTheyWent) {
  std::mt19937 random(20261123);
  const std::vector<std::string> words = {"наркотик", "კანაფი", "թմրանյութ", "kaņepes", "253.¹", "\n",
                                          "\"",       "\\",     ":",         "7:",      ""};
  const auto word = [&] { return words[random() % words.size()]; };
  for (int round = 0; round < 60; ++round) {
    Act act = sample_act();
    act.provisions.clear();
    const size_t size = random() % 30;
    for (size_t i = 0; i < size; ++i) {
      Provision node = provision("e" + std::to_string(i), static_cast<ProvisionType>(random() % 17),
                                 i == 0 ? -1 : static_cast<int>(random() % i), word() + word() + word());
      node.num = word();
      node.repealed = random() % 5 == 0;
      if (random() % 2 == 0) node.heading = word();
      for (size_t n = random() % 3; n > 0; --n) node.cells.push_back(word());
      for (size_t n = random() % 3; n > 0; --n)
        node.notes.push_back({static_cast<NoteKind>(random() % 6), word() + "x", {}, {}});
      act.provisions.push_back(node);
    }
    const VersionId id = Versions(*record_).add(sample_version(snapshot(round + 1), "2008-05-07", act));
    expect_equal(Versions(*record_).load(id), act);
  }
}

TEST_F(VersionsTest, AProvisionThatStaysIsStoredOnce) {
  version(1, "2008-05-07");
  const int64_t before = record_->database().integer("SELECT count(*) FROM provision");
  version(2, "2009-05-07");  // one paragraph differs
  EXPECT_EQ(record_->database().integer("SELECT count(*) FROM provision"), before + 1);
}

TEST_F(VersionsTest, ProvisionsThatDifferInAnythingAreTwo) {
  Act act = sample_act();
  Provision node = act.provisions[1];
  const auto add = [&](auto&& change) {
    Provision other = node;
    change(other);
    act.provisions.push_back(other);
  };
  add([](Provision& p) { p.heading = ""; });
  add([](Provision& p) { p.repealed = true; });
  add([](Provision& p) { p.cells = {""}; });
  add([](Provision& p) { p.notes.clear(); });
  add([](Provision& p) { std::swap(p.num, p.text); });
  expect_equal(Versions(*record_).load(Versions(*record_).add(sample_version(snapshot(), "2008-05-07", act))),
               act);
}

TEST_F(VersionsTest, TheSameDerivationOfTheSameSnapshotIsAddedOnce) {
  Versions versions(*record_);
  const NewVersion version = sample_version(snapshot(), "2008-05-07");
  const VersionId id = versions.add(version);
  EXPECT_EQ(versions.add(version), id);
  EXPECT_EQ(Ledger(*record_).head().seq, 2);
}

TEST_F(VersionsTest, ANewDerivationIsANewVersionAndTheOldOneStaysReadable) {
  Versions versions(*record_);
  NewVersion version = sample_version(snapshot(), "2008-05-07");
  const VersionId old_id = versions.add(version);
  version.derivation.parser = "parser 2";
  const VersionId new_id = versions.add(version);
  versions.mark_superseded(old_id);
  const ExpressionId expression = versions.get(new_id)->expression;
  ASSERT_EQ(versions.of(expression).size(), 1U);
  EXPECT_EQ(versions.newest(expression)->id, new_id);
  EXPECT_TRUE(versions.get(old_id)->superseded);
  EXPECT_TRUE(versions.get(new_id)->baseline) << "derived anew from the first snapshot";
  expect_equal(versions.load(old_id), sample_act());
}

TEST_F(VersionsTest, ADerivationThatComesBackStandsAgain) {
  Versions versions(*record_);
  const NewVersion version = sample_version(snapshot(), "2008-05-07");
  const VersionId id = versions.add(version);
  versions.mark_superseded(id);
  EXPECT_EQ(versions.add(version), id);
  EXPECT_FALSE(versions.get(id)->superseded);
}

TEST_F(VersionsTest, OnlyTheFirstOfAnExpressionIsABaseline) {
  const VersionId first = version(1, "2008-05-07"), second = version(2, "2009-01-01"),
                  earlier = version(3, "2001-01-01");
  Versions versions(*record_);
  EXPECT_TRUE(versions.get(first)->baseline);
  EXPECT_FALSE(versions.get(second)->baseline);
  EXPECT_FALSE(versions.get(earlier)->baseline);
}

TEST_F(VersionsTest, ExpressionsArePerActLanguageAndSource) {
  Versions versions(*record_);
  const auto uk = versions.expression(ActId("kz/226"), "kk", SourceId("kz-adilet"), "KZ", "Кодекс");
  const auto ru = versions.expression(ActId("kz/226"), "ru", SourceId("kz-adilet"), "KZ", "Уголовный кодекс");
  EXPECT_NE(uk, ru);
  EXPECT_EQ(versions.expression(ActId("kz/226"), "kk", SourceId("kz-adilet"), "KZ", ""), uk);
  EXPECT_EQ(versions.expressions(ActId("kz/226")).size(), 2U);
  EXPECT_EQ(versions.expression(uk)->language, "kk");
  ASSERT_EQ(versions.acts("KZ").size(), 1U);
  EXPECT_EQ(versions.acts("KZ")[0].title, "Уголовный кодекс") << "an empty title overwrites nothing";
  EXPECT_TRUE(versions.acts("LV").empty());
}

TEST_F(VersionsTest, TheVersionOfADay) {
  const VersionId a = version(1, "2008-05-07"), b = version(2, "2010-01-01");
  Versions versions(*record_);
  const ExpressionId expression = versions.get(a)->expression;
  EXPECT_FALSE(versions.at(expression, day("2008-05-06")));
  EXPECT_EQ(versions.at(expression, day("2008-05-07"))->id, a);
  EXPECT_EQ(versions.at(expression, day("2009-12-31"))->id, a);
  EXPECT_EQ(versions.at(expression, day("2010-01-01"))->id, b);
  EXPECT_EQ(versions.valid_until(*versions.get(a)), day("2010-01-01"));
  EXPECT_FALSE(versions.valid_until(*versions.get(b)));
}

// In whatever order versions arrive, time orders them alike, and each finds its neighbours.
TEST_F(VersionsTest, AnyOrderOfArrivalGivesTheSameOrderInTime) {
  std::mt19937 random(7);
  for (int round = 0; round < 25; ++round) {
    Record::Transaction transaction(*record_);  // undone: each round begins anew
    Versions versions(*record_);
    const std::string act_id = "ua/" + std::to_string(round);
    std::vector<std::tuple<std::string, Instant, VersionId>> expected;
    for (int i = 0; i < 12; ++i) {
      Act act = sample_act("text " + std::to_string(i));
      act.id = ActId(act_id);
      const std::string valid_from =
          "20" + std::to_string(10 + random() % 6) + "-0" + std::to_string(1 + random() % 2) + "-01";
      NewVersion added = sample_version(snapshot(100 * round + i + 1), valid_from, act);
      added.first_seen = instant("2026-01-01T00:00:00Z") + std::chrono::seconds(random() % 3);
      const auto expression = versions.find_expression(act.id, "uk", added.source);
      const auto place = std::make_tuple(valid_from, added.first_seen);
      const auto after_place = [&](const auto& other) {
        return std::make_tuple(std::get<0>(other), std::get<1>(other)) > place;
      };
      const auto next = std::find_if(expected.begin(), expected.end(), after_place);
      if (expression) {
        const auto before = versions.before(*expression, added.valid_from, added.first_seen);
        const auto after = versions.after(*expression, added.valid_from, added.first_seen);
        EXPECT_EQ(before.has_value(), next != expected.begin());
        if (before) {
          EXPECT_EQ(before->id, std::get<2>(*std::prev(next)));
        }
        EXPECT_EQ(after.has_value(), next != expected.end());
        if (after) {
          EXPECT_EQ(after->id, std::get<2>(*next));
        }
      }
      expected.insert(next, {valid_from, added.first_seen, versions.add(added)});
    }
    const auto found = versions.of(*versions.find_expression(ActId(act_id), "uk", SourceId("ua-rada")));
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].id, std::get<2>(expected[i]));
      const auto until = versions.valid_until(found[i]);
      ASSERT_EQ(until.has_value(), i + 1 < found.size());
      if (until) {
        EXPECT_EQ(to_iso(*until), std::get<0>(expected[i + 1]));
      }
    }
    EXPECT_EQ(versions.newest(found[0].expression)->id, found.back().id);
  }
}

TEST_F(VersionsTest, AVersionInBetweenTellsTheIndexOfBothSides) {
  const VersionId a = version(1, "2008-05-07");
  version(2, "2010-01-01");
  const int64_t seen = IndexFeed(*record_).last_seq();
  const VersionId between = version(3, "2009-01-01");
  std::vector<int64_t> rows;
  for (const IndexEvent& event : IndexFeed(*record_).after(seen, 100)) rows.push_back(event.row);
  EXPECT_THAT(rows, ElementsAre(a.value, between.value));
}

TEST_F(VersionsTest, ASupersededVersionTellsTheIndexOfItsPredecessorToo) {
  const VersionId a = version(1, "2008-05-07"), b = version(2, "2010-01-01");
  const int64_t seen = IndexFeed(*record_).last_seq();
  Versions(*record_).mark_superseded(b);
  std::vector<int64_t> rows;
  for (const IndexEvent& event : IndexFeed(*record_).after(seen, 100)) rows.push_back(event.row);
  EXPECT_THAT(rows, ElementsAre(b.value, a.value));
}

TEST_F(VersionsTest, ADayOutsideTheCalendarIsRefusedAndNothingIsWritten) {
  NewVersion version = sample_version(snapshot(), "2008-05-07");
  version.valid_from = Date{};
  EXPECT_THROW(Versions(*record_).add(version), Fault);
  EXPECT_EQ(Ledger(*record_).head().seq, 1);
}

TEST_F(VersionsTest, AVersionOfAnUnknownSnapshotIsRefused) {
  EXPECT_THROW(Versions(*record_).add(sample_version(SnapshotId(99), "2008-05-07")), Fault);
}

TEST_F(VersionsTest, VerifyNoticesAWordChangedInTheDatabase) {
  version(1, "2008-05-07");
  ASSERT_EQ(*Versions(*record_).verify(), 1);
  record_->database().run("UPDATE provision SET text = 'дозволено' WHERE eid = 'art_309__para_1'");
  const auto verified = Versions(*record_).verify();
  ASSERT_FALSE(verified);
  EXPECT_THAT(verified.error().message, ::testing::HasSubstr("text of version 1"));
}

}  // namespace
}  // namespace zakonwatch
