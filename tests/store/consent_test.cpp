// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/consent.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

class ConsentTest : public ::testing::Test {
 protected:
  ConsentTest() {
    person_ = subscribers_->get_or_add("reader@example.org");
    id_ = subscribers_->add({.subscriber = person_.id, .label = "all"});
  }
  static constexpr Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
  std::unique_ptr<Subscribers> subscribers_ = Subscribers::open(":memory:");
  Consent consent_{*subscribers_};
  Subscriber person_;
  SubscriptionId id_;
};

TEST_F(ConsentTest, AQuestionIsAskedOnceAndAnsweredAnyNumberOfTimes) {
  EXPECT_TRUE(consent_.questions_due(kNow).empty()) << "an operator's word needs no question";
  consent_.ask(id_);
  consent_.ask(id_);
  const auto due = consent_.questions_due(kNow);
  ASSERT_EQ(due.size(), 1U);
  consent_.asked(id_);
  EXPECT_TRUE(consent_.questions_due(kNow).empty());
  EXPECT_FALSE(subscribers_->get(id_)->confirmed);
  EXPECT_TRUE(consent_.confirm(due.front().token));
  EXPECT_TRUE(consent_.confirm(due.front().token));
  EXPECT_TRUE(subscribers_->get(id_)->confirmed);
}

TEST_F(ConsentTest, AnEndingTokenConfirmsNothing) {
  consent_.ask(id_);
  const std::string ending = consent_.ending_token(person_.id);
  EXPECT_EQ(ending.size(), 32U);
  EXPECT_FALSE(consent_.confirm(ending));
  EXPECT_FALSE(consent_.confirm(""));
  EXPECT_FALSE(subscribers_->get(id_)->confirmed);
}

TEST_F(ConsentTest, AQuestionPutOffComesAgain) {
  consent_.ask(id_);
  consent_.ask_later(id_, kNow + std::chrono::seconds(300));
  EXPECT_TRUE(consent_.questions_due(kNow).empty());
  const auto due = consent_.questions_due(kNow + std::chrono::seconds(300));
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().attempts, 1);
}

TEST_F(ConsentTest, AnEndingLeavesNobody) {
  const Subscriber other = subscribers_->get_or_add("other@example.org");
  consent_.end("");
  consent_.end("unknown");
  EXPECT_TRUE(subscribers_->by_id(person_.id));
  consent_.end(consent_.ending_token(person_.id));
  EXPECT_FALSE(subscribers_->by_id(person_.id));
  EXPECT_FALSE(subscribers_->get(id_));
  EXPECT_TRUE(subscribers_->by_id(other.id));
}

}  // namespace
}  // namespace zakonwatch
