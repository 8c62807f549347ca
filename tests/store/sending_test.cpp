// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sending.h"

#include <gmock/gmock.h>

#include <fstream>

#include "record_fixture.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

class SendingTest : public RecordTest {
 protected:
  SendingTest() : outbox_(*record_) {
    const VersionId old_version = version(1, "2007-01-01"), new_version = version(2, "2008-05-07");
    for (int i = 0; i < 3; ++i) {
      const ChangeSeq seq = Changes(*record_).add(change(old_version, new_version, i));
      outbox_.owe(SubscriptionId("s1"), seq, "new", kNow);
    }
  }
  // A digest for each alert, claimed.
  std::vector<DigestId> claim() {
    std::vector<DigestId> ids;
    for (OwedAlert& alert : outbox_.owed())
      ids.push_back(outbox_.claim("person", {std::move(alert)}, kNow, kNow + 10min).id);
    return ids;
  }
  // What a process leaves that is killed: the file as it is then, and no lock.
  void kill_here() {
    std::filesystem::create_directories(folder_ / "dead");
    for (const auto& file : std::filesystem::directory_iterator(folder_ / "sending"))
      std::filesystem::copy(file, folder_ / "dead" / file.path().filename());
  }
  size_t files(const std::string& name) const {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder_ / name), {}));
  }
  Sending sender(const std::string& name = "sending") { return {*record_, folder_ / name}; }

  static constexpr Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
  Outbox outbox_;
};

TEST_F(SendingTest, TheRecordHearsOfAllTogether) {
  Sending sending = sender();
  const auto ids = claim();
  sending.claimed(ids);
  sending.sent(ids[0], kNow);
  sending.sent(ids[1], kNow);
  EXPECT_EQ(outbox_.counts().sent, 0);
  sending.settle({ids[2]});
  EXPECT_EQ(outbox_.counts().sent, 2);
  EXPECT_EQ(outbox_.counts().sending, 1);
}

TEST_F(SendingTest, WhatADeadSenderHadSentIsSentAndTheRestIsFreeAtOnce) {
  Sending dead = sender();
  const auto ids = claim();
  dead.claimed(ids);
  dead.sent(ids[1], kNow);
  kill_here();
  sender("dead").take_over();
  EXPECT_EQ(outbox_.counts().sent, 1);
  const auto again = outbox_.retry_due(kNow + 1s, kNow + 10min);
  ASSERT_EQ(again.size(), 2U);
  for (const DigestRow& row : again) EXPECT_NE(row.id, ids[1]);
  EXPECT_EQ(files("dead"), 0U);
}

TEST_F(SendingTest, WhatIsSettledIsNotTakenOverAgain) {
  Sending sending = sender();
  const auto ids = claim();
  sending.claimed(ids);
  sending.sent(ids[0], kNow);
  sending.settle({ids[2]});
  kill_here();
  sender("dead").take_over();
  EXPECT_EQ(outbox_.retry_due(kNow + 1s, kNow + 10min).size(), 1U) << "the one that was left";
}

TEST_F(SendingTest, ALivingSendersFileIsLeftAlone) {
  Sending sending = sender();
  const auto ids = claim();
  sending.claimed(ids);
  sender().take_over();
  EXPECT_EQ(files("sending"), 1U);
  EXPECT_TRUE(outbox_.retry_due(kNow + 1s, kNow + 10min).empty());
}

TEST_F(SendingTest, AnEndedSenderLeavesNothingBehindAndAFailedOneItsWord) {
  const auto ids = claim();
  {
    Sending done = sender();
    done.claimed(ids);
    done.settle();
  }
  EXPECT_EQ(files("sending"), 0U);
  {
    Sending failed = sender();
    failed.claimed(ids);
    failed.sent(ids[0], kNow);
  }
  EXPECT_EQ(files("sending"), 1U);
  sender().take_over();
  EXPECT_EQ(outbox_.counts().sent, 1);
}

TEST_F(SendingTest, TornAndForeignLinesSayNothing) {
  const auto ids = claim();
  std::filesystem::create_directories(folder_ / "sending");
  std::ofstream(folder_ / "sending" / "torn")
      << "claimed " << ids[0].value << "\nclaimed nobody\nsent \nsent unknown 5\nsent x y z\n\nsent "
      << ids[1].value << " 17";
  sender().take_over();
  EXPECT_EQ(outbox_.counts().sent, 0);
  EXPECT_EQ(outbox_.retry_due(kNow + 1s, kNow + 10min).size(), 1U);
}

}  // namespace
}  // namespace zakonwatch
