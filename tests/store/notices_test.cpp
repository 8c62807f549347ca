// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notices.h"

#include "record_fixture.h"

namespace zakonwatch {
namespace {

using NoticesTest = RecordTest;

TEST_F(NoticesTest, TheOperatorsQueueIsEmptiedOnce) {
  Notices notices(*record_);
  const int64_t first = notices.add("health", "lv-likumi", "broke", instant("2026-11-22T00:00:00Z"));
  notices.add("health", "lv-likumi", "recovered", instant("2026-11-23T00:00:00Z"));
  ASSERT_EQ(notices.waiting().size(), 2U);
  EXPECT_EQ(notices.waiting()[0].text, "broke");
  notices.mark_delivered(first, instant("2026-11-23T01:00:00Z"));
  notices.mark_delivered(first, instant("2026-11-24T01:00:00Z"));  // by another carrier: the first one stands
  reopen();
  Notices again(*record_);
  ASSERT_EQ(again.waiting().size(), 1U);
  EXPECT_EQ(again.waiting()[0].text, "recovered");
  EXPECT_EQ(again.newest(1)[0].text, "recovered");
  EXPECT_EQ(again.newest(9)[1].delivered_at, instant("2026-11-23T01:00:00Z"));
}

TEST_F(NoticesTest, TheLastOfAKindAboutATopic) {
  Notices notices(*record_);
  EXPECT_FALSE(notices.last("unstable", "a"));
  notices.add("unstable", "a", "one", instant("2026-11-22T00:00:00Z"));
  notices.add("unstable", "b", "two", instant("2026-11-23T00:00:00Z"));
  notices.add("rule", "a", "three", instant("2026-11-24T00:00:00Z"));
  EXPECT_EQ(notices.last("unstable", "a")->text, "one");
}

}  // namespace
}  // namespace zakonwatch
