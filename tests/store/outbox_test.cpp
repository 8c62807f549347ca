// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outbox.h"

#include <gmock/gmock.h>

#include <set>

#include "base/fault.h"
#include "record_fixture.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class OutboxTest : public RecordTest {
 protected:
  OutboxTest() : outbox_(*record_) {
    const VersionId old_version = version(1, "2007-01-01"), new_version = version(2, "2008-05-07");
    for (int i = 0; i < 3; ++i)
      changes_.push_back(Changes(*record_).add(change(old_version, new_version, i)));
  }
  DigestRow claim_all() { return outbox_.claim("person", outbox_.owed(), kNow, kNow + 10min); }
  DigestRow stored(const DigestId& id) {
    for (DigestRow& digest : outbox_.list({}, 100))
      if (digest.id == id) return digest;
    ADD_FAILURE() << "no such digest";
    return {};
  }
  static constexpr Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
  const SubscriptionId kSubscription{"s1"};
  Outbox outbox_;
  std::vector<ChangeSeq> changes_;
};

TEST_F(OutboxTest, WhatIsOwedIsOwedOnce) {
  for (int repeat = 0; repeat < 2; ++repeat) {
    outbox_.owe(kSubscription, changes_[1], "new", kNow);
    outbox_.owe(kSubscription, changes_[0], "new", kNow);
  }
  outbox_.owe(kSubscription, changes_[0], "reminder", kNow);
  outbox_.owe(SubscriptionId("s2"), changes_[0], "new", kNow);
  const auto owed = outbox_.owed();
  ASSERT_EQ(owed.size(), 4U);
  EXPECT_EQ(owed.front().change, changes_[0]) << "in the order of the changes";
  EXPECT_EQ(owed.back().change, changes_[1]);
}

TEST_F(OutboxTest, AnAlertOfNoChangeOrOfAnUnknownKindIsRefused) {
  EXPECT_THROW(outbox_.owe(kSubscription, ChangeSeq(99), "new", kNow), Fault);
  EXPECT_THROW(outbox_.owe(kSubscription, changes_[0], "maybe", kNow), Fault);
}

TEST_F(OutboxTest, WhatIsRetractedIsOwedNoMoreUnlessItIsOnItsWay) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  outbox_.claim("person", outbox_.owed(), kNow, kNow + 10min);
  outbox_.owe(SubscriptionId("s2"), changes_[0], "new", kNow);
  outbox_.owe(SubscriptionId("s2"), changes_[1], "new", kNow);
  outbox_.retract(changes_[0]);
  ASSERT_EQ(outbox_.owed().size(), 1U);
  EXPECT_EQ(outbox_.owed().front().change, changes_[1]);
  EXPECT_THAT(outbox_.told(changes_[0]), ElementsAre(kSubscription)) << "it may have arrived";
  EXPECT_TRUE(outbox_.told(changes_[1]).empty());
}

TEST_F(OutboxTest, NobodyWasToldByARefusedDigestAndItCanBeTriedAgain) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  const DigestRow digest = claim_all();
  outbox_.failed(digest.id, "550 no");
  EXPECT_TRUE(outbox_.told(changes_[0]).empty());
  EXPECT_EQ(outbox_.retry_failed(kNow + 1h), 1);
  const auto again = outbox_.retry_due(kNow + 1h, kNow + 2h);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again.front().id, digest.id);
  EXPECT_EQ(again.front().members.size(), 1U);
}

TEST_F(OutboxTest, ALaterDigestKnowsTheFirstOnTheSameArticle) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  const DigestRow first = claim_all();
  EXPECT_FALSE(outbox_.first_told("person", changes_[0], first.id)) << "the first answers nobody";
  EXPECT_EQ(outbox_.first_told("person", changes_[0], DigestId("other")), first.id);
  EXPECT_FALSE(outbox_.first_told("somebody else", changes_[0], DigestId("other")));
  EXPECT_EQ(outbox_.sent_since("person", kNow - 1h), 1);
  EXPECT_EQ(outbox_.sent_since("person", kNow), 0);
}

TEST_F(OutboxTest, ADigestFreezesItsMembers) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  outbox_.owe(kSubscription, changes_[1], "new", kNow);
  const DigestRow digest = claim_all();
  EXPECT_EQ(digest.members.size(), 2U);
  EXPECT_TRUE(outbox_.owed().empty());
  outbox_.owe(kSubscription, changes_[0], "new", kNow + 1h);
  EXPECT_TRUE(outbox_.owed().empty()) << "claimed once, owed no more";
  reopen();
  Outbox again(*record_);
  ASSERT_EQ(again.list(DigestState::sending, 10).size(), 1U);
  const DigestRow loaded = again.list(DigestState::sending, 10)[0];
  EXPECT_EQ(loaded.id, digest.id);
  EXPECT_EQ(loaded.subscriber, "person");
  EXPECT_EQ(loaded.attempts, 1);
  EXPECT_EQ(loaded.lease_until, kNow + 10min);
  ASSERT_EQ(loaded.members.size(), 2U);
  EXPECT_EQ(loaded.members[0].change, changes_[0]);
}

TEST_F(OutboxTest, TwoSendersNeverClaimTheSameAlert) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  outbox_.owe(kSubscription, changes_[1], "new", kNow);
  const auto owed = outbox_.owed();
  const auto other_record = Record::open(folder_ / "record.db");
  Outbox other(*other_record);
  ASSERT_EQ(other.claim("person", {owed[0]}, kNow, kNow + 10min).members.size(), 1U);
  const DigestRow mine = outbox_.claim("person", owed, kNow, kNow + 10min);
  ASSERT_EQ(mine.members.size(), 1U);
  EXPECT_EQ(mine.members[0].id, owed[1].id);
  const DigestRow nothing = outbox_.claim("person", owed, kNow, kNow + 10min);
  EXPECT_TRUE(nothing.id.empty());
  EXPECT_EQ(outbox_.counts().sending, 2) << "an empty digest is not kept";
}

TEST_F(OutboxTest, ASentDigestIsNeverSentAgain) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  const DigestRow digest = claim_all();
  outbox_.sent(digest.id, kNow + 1s);
  EXPECT_TRUE(outbox_.retry_due(kNow + 24h * 30, kNow + 24h * 31).empty());
  outbox_.held(digest.id, "late news of a slower sender", kNow + 2s);
  outbox_.failed(digest.id, "the same");
  EXPECT_EQ(stored(digest.id).state, DigestState::sent);
  outbox_.sent(digest.id, kNow + 1h);
  EXPECT_EQ(stored(digest.id).sent_at, kNow + 1s);
}

TEST_F(OutboxTest, ALeaseThatRanOutIsTakenOverWithTheSameMembers) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  const DigestRow digest = claim_all();
  EXPECT_TRUE(outbox_.retry_due(kNow + 9min, kNow + 20min).empty());
  const auto due = outbox_.retry_due(kNow + 10min, kNow + 20min);
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].id, digest.id);
  EXPECT_EQ(due[0].attempts, 2);
  ASSERT_EQ(due[0].members.size(), 1U);
  EXPECT_TRUE(outbox_.retry_due(kNow + 10min, kNow + 20min).empty()) << "leased anew";
}

TEST_F(OutboxTest, WaitsDoubleFromFiveMinutesToFourThousandSeconds) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  const DigestId id = claim_all().id;
  Instant now = kNow;
  std::vector<int64_t> waits;
  for (int attempt = 0; attempt < 7; ++attempt) {
    outbox_.held(id, "451 try later", now);
    const Instant next = *stored(id).next_attempt;
    waits.push_back((next - now).count());
    EXPECT_TRUE(outbox_.retry_due(next - 1s, next + 10min).empty());
    ASSERT_EQ(outbox_.retry_due(next, next + 10min).size(), 1U);
    now = next;
  }
  EXPECT_THAT(waits, ElementsAre(300, 600, 1200, 2400, 4000, 4000, 4000));
}

TEST_F(OutboxTest, AfterFiveDaysItHasFailed) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  const DigestId id = claim_all().id;
  outbox_.held(id, "451", kNow + 24h * 5 - 1s);
  EXPECT_EQ(stored(id).state, DigestState::held);
  const auto due = outbox_.retry_due(kNow + 24h * 6, kNow + 24h * 6 + 10min);
  ASSERT_EQ(due.size(), 1U) << "tried once more, however long the machine was off";
  outbox_.held(id, "451", kNow + 24h * 6);
  EXPECT_EQ(stored(id).state, DigestState::failed);
  EXPECT_FALSE(stored(id).next_attempt);
}

TEST_F(OutboxTest, WhatAServerSaidIsKeptWithoutAddresses) {
  for (int i = 0; i < 2; ++i) outbox_.owe(kSubscription, changes_[static_cast<size_t>(i)], "new", kNow);
  const auto owed = outbox_.owed();
  const DigestId refused = outbox_.claim("person", {owed[0]}, kNow, kNow + 10min).id;
  outbox_.failed(refused, "550 5.1.1 <anna@example.org>: RCPT TO:anna@example.org unknown");
  EXPECT_EQ(stored(refused).error, "550 5.1.1 <[address]>: RCPT TO:[address] unknown");
  const DigestId endless = outbox_.claim("person", {owed[1]}, kNow, kNow + 10min).id;
  outbox_.held(endless, "451 " + std::string(1'000'000, 'x'), kNow);
  EXPECT_LE(stored(endless).error.size(), 510U);
}

TEST_F(OutboxTest, AClockPutBackByAYearStallsNothing) {
  outbox_.owe(kSubscription, changes_[0], "new", kNow);
  outbox_.owe(kSubscription, changes_[1], "new", kNow);
  const auto owed = outbox_.owed();
  const DigestId held = outbox_.claim("person", {owed[0]}, kNow, kNow + 10min).id;
  outbox_.claim("person", {owed[1]}, kNow, kNow + 10min);
  outbox_.held(held, "451", kNow);
  EXPECT_EQ(outbox_.retry_due(kNow - 24h * 365, kNow - 24h * 365 + 10min).size(), 2U);
}

TEST_F(OutboxTest, EveryStateIsCountedAndListed) {
  for (ChangeSeq change : changes_) outbox_.owe(kSubscription, change, "new", kNow);
  outbox_.owe(kSubscription, changes_[0], "reminder", kNow);
  const auto owed = outbox_.owed();
  std::vector<DigestId> digests;
  for (size_t i = 0; i < 3; ++i) digests.push_back(outbox_.claim("person", {owed[i]}, kNow, kNow + 10min).id);
  outbox_.failed(digests[0], "550 no such user");
  outbox_.failed(digests[1], "", DigestState::forgotten);
  outbox_.failed(digests[2], "", DigestState::withdrawn);
  const auto counts = outbox_.counts();
  EXPECT_EQ(counts.owed, 1);
  EXPECT_EQ(counts.failed, 1);
  EXPECT_EQ(counts.forgotten, 1);
  EXPECT_EQ(counts.withdrawn, 1);
  EXPECT_EQ(outbox_.list(DigestState::failed, 10).at(0).error, "550 no such user");
  EXPECT_EQ(outbox_.list({}, 2).size(), 2U);
  EXPECT_THROW(outbox_.sent(DigestId("unknown"), kNow), Fault);
}

}  // namespace
}  // namespace zakonwatch
