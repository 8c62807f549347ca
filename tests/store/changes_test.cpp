// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/changes.h"

#include <gmock/gmock.h>

#include "base/fault.h"
#include "law/change_json.h"
#include "record_fixture.h"
#include "store/index_feed.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;

class ChangesTest : public RecordTest {
 protected:
  ChangesTest() : old_(version(1, "2007-01-01")), new_(version(2, "2008-05-07")), changes_(*record_) {}
  std::vector<int64_t> listed(const ChangeQuery& query) {
    std::vector<int64_t> seqs;
    changes_.each(query, [&](const RecordedChange& found) { seqs.push_back(found.seq.value); });
    return seqs;
  }
  VersionId old_, new_;
  Changes changes_;
};

TEST_F(ChangesTest, AChangeComesBackWithItsProof) {
  const ChangeSeq seq = changes_.add(change(old_, new_, 3));
  const RecordedChange found = *changes_.get(seq);
  EXPECT_EQ(found.id, "ua-" + std::to_string(seq.value));
  EXPECT_EQ(found.act.value, "ua/2341-14");
  EXPECT_EQ(found.act_title, "Кримінальний кодекс України");
  EXPECT_EQ(found.valid_from, day("2008-05-07"));
  EXPECT_EQ(found.valid_from_basis, ValidFromBasis::printed);
  EXPECT_EQ(found.in_force_from, day("2008-05-07"));
  EXPECT_FALSE(found.published);
  EXPECT_EQ(found.old_snapshot.body_sha256, sha256_hex("body 1"));
  EXPECT_EQ(found.new_snapshot.body_sha256, sha256_hex("body 2"));
  EXPECT_EQ(found.new_snapshot.warc.to_string(), "2026-11.warc.gz:2000");
  EXPECT_EQ(found.ordinal, 3);
  EXPECT_EQ(found.state, ChangeState::open);
  EXPECT_EQ(change_to_json(found.change), change_to_json(sample_change()));
}

TEST_F(ChangesTest, TheSamePairAddsNothingTwice) {
  const ChangeSeq seq = changes_.add(change(old_, new_));
  EXPECT_EQ(changes_.add(change(old_, new_)), seq);
  EXPECT_NE(changes_.add(change(old_, new_, 1)), seq);
}

TEST_F(ChangesTest, IdsAreNeverReusedAndOldLinksKeepAnswering) {
  const ChangeSeq first = changes_.add(change(old_, new_));
  changes_.supersede(old_, new_);
  const ChangeSeq second = changes_.add(change(old_, new_));
  EXPECT_GT(second, first);
  EXPECT_EQ(changes_.get("ua-" + std::to_string(first.value))->state, ChangeState::superseded);
  EXPECT_THAT(listed({}), ElementsAre(second.value));
  ChangeQuery all;
  all.all = true;
  EXPECT_THAT(listed(all), ElementsAre(first.value, second.value));
}

TEST_F(ChangesTest, AnIdOfAnUndoneChangeIsNotSeenByAnybody) {
  {
    Record::Transaction transaction(*record_);
    changes_.add(change(old_, new_));
  }
  EXPECT_EQ(changes_.last_seq(), 0);
}

TEST_F(ChangesTest, IdsAreReadStrictly) {
  changes_.add(change(old_, new_));
  EXPECT_TRUE(changes_.get("ua-1"));
  EXPECT_TRUE(changes_.get("UA-1"));
  for (const char* id :
       {"ua-01", "lv-1", "ua-1x", "ua-", "1", "", "ua-99999999999999999999", "ua--1", "ua-2"})
    EXPECT_FALSE(changes_.get(id)) << id;
}

TEST_F(ChangesTest, QuestionsAreAnsweredByEveryFilter) {
  auto added = change(old_, new_, 0);
  changes_.add(added);
  added.ordinal = 1;
  added.first_seen += std::chrono::hours(24);
  added.change = sample_change("cultivation");
  added.change.kind = ChangeKind::inserted;
  added.change.direction = Direction::harsher;
  changes_.add(added);
  added.ordinal = 2;
  added.change.editorial = true;
  changes_.add(added);
  added.ordinal = 3;
  added.change.editorial = false;
  added.change.relevance.relevant = false;
  changes_.add(added);

  const auto ask = [&](auto&& set) {
    ChangeQuery query;
    set(query);
    return listed(query);
  };
  EXPECT_THAT(listed({}), ElementsAre(1, 2));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.all = true; }), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.topic = "cultivation"; }), ElementsAre(2));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.kind = ChangeKind::inserted; }), ElementsAre(2));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.direction = Direction::lighter; }), ElementsAre(1));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.country = "LV"; }), ElementsAre());
  EXPECT_THAT(ask([](ChangeQuery& q) { q.act = "ua/2341-14"; }), ElementsAre(1, 2));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.after = 1; }), ElementsAre(2));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.limit = 1; }), ElementsAre(1));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.since = instant("2026-11-23T06:31:04Z"); }), ElementsAre(2));
  EXPECT_THAT(ask([](ChangeQuery& q) { q.until = instant("2026-11-23T06:31:04Z"); }), ElementsAre(1));
}

TEST_F(ChangesTest, AVerdictIsKeptWithItsReason) {
  const ChangeSeq seq = changes_.add(change(old_, new_));
  changes_.note(seq, "asked the ministry", instant("2026-11-23T00:00:00Z"));
  changes_.set_state(seq, ChangeState::dismissed, "a typing slip of the site",
                     instant("2026-11-24T00:00:00Z"));
  EXPECT_EQ(changes_.get(seq)->state, ChangeState::dismissed);
  const auto verdicts = changes_.verdicts(seq);
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(verdicts[0].state, "note");
  EXPECT_EQ(verdicts[1].why, "a typing slip of the site");
  EXPECT_THROW(changes_.set_state(ChangeSeq(99), ChangeState::confirmed, "", instant("2026-11-24T00:00:00Z")),
               Fault);
}

TEST_F(ChangesTest, APendingChangeIsRemindedOnceOnItsDay) {
  auto added = change(old_, new_);
  added.pending = true;
  added.in_force_from = day("2027-01-01");
  const ChangeSeq seq = changes_.add(added);
  EXPECT_TRUE(changes_.due_reminders(day("2026-12-31"), "UA").empty());
  EXPECT_TRUE(changes_.due_reminders(day("2027-01-01"), "LV").empty());
  EXPECT_THAT(changes_.due_reminders(day("2027-01-01"), ""), ElementsAre(seq));
  EXPECT_THAT(changes_.due_reminders(day("2027-01-05"), "UA"), ElementsAre(seq))
      << "a day missed is caught up";
  changes_.mark_reminded(seq);
  EXPECT_TRUE(changes_.due_reminders(day("2027-01-05"), "UA").empty());
  EXPECT_FALSE(changes_.get(seq)->pending);
}

TEST_F(ChangesTest, WithoutADateOfItsOwnTheDayIsTheVersions) {
  auto added = change(old_, new_);
  added.pending = true;
  added.in_force_from.reset();
  changes_.add(added);
  EXPECT_TRUE(changes_.due_reminders(day("2008-05-06"), "").empty());
  EXPECT_EQ(changes_.due_reminders(day("2008-05-07"), "").size(), 1U);
}

TEST_F(ChangesTest, ADismissedChangeIsNotReminded) {
  auto added = change(old_, new_);
  added.pending = true;
  const ChangeSeq seq = changes_.add(added);
  changes_.set_state(seq, ChangeState::dismissed, "", instant("2026-11-24T00:00:00Z"));
  EXPECT_TRUE(changes_.due_reminders(day("2030-01-01"), "").empty());
}

TEST_F(ChangesTest, TheIndexHearsOfEveryTurn) {
  const ChangeSeq seq = changes_.add(change(old_, new_));
  IndexFeed feed(*record_);
  const int64_t first = feed.last_seq();
  changes_.set_state(seq, ChangeState::confirmed, "", instant("2026-11-24T00:00:00Z"));
  const auto events = feed.after(first, 10);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, IndexEvent::Kind::change);
  EXPECT_EQ(events[0].row, seq.value);
  EXPECT_EQ(feed.after(0, 100).size(), 3U)
      << "two versions and one change: an older event of a row is replaced";
}

}  // namespace
}  // namespace zakonwatch
