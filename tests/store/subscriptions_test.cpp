// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/subscriptions.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "base/fault.h"
#include "record_fixture.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;

class SubscribersTest : public ::testing::Test {
 protected:
  Subscription sample(const std::string& subscriber, const std::string& label) {
    Subscription subscription;
    subscription.subscriber = subscriber;
    subscription.label = label;
    subscription.filter.countries = {"UA", "LV"};
    subscription.filter.topics = {"possession"};
    subscription.filter.kinds = {ChangeKind::amended, ChangeKind::relocated};
    subscription.filter.directions = {Direction::harsher};
    subscription.filter.query = "каннабіс -конопля";
    subscription.filter.min_score = 0.7;
    subscription.cadence = Cadence::week;
    subscription.hour = 18;
    subscription.minute = 45;
    subscription.time_zone = "Asia/Almaty";
    return subscription;
  }
  // Every file of the folder that holds the words.
  std::vector<std::string> traces(const std::string& words) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << file.rdbuf();
      if (bytes.str().find(words) != std::string::npos) found.push_back(entry.path().filename());
    }
    return found;
  }
  Folder folder_;
  std::filesystem::path file_ = folder_ / "subscribers.db";
  std::unique_ptr<Subscribers> subscribers_ = Subscribers::open(file_);
};

TEST_F(SubscribersTest, AnAddressIsOnePerson) {
  const Subscriber anna = subscribers_->get_or_add("Anna@Example.ORG");
  EXPECT_EQ(subscribers_->get_or_add("Anna@example.org").id, anna.id);
  EXPECT_EQ(subscribers_->by_address("Anna@EXAMPLE.org")->id, anna.id);
  EXPECT_NE(subscribers_->get_or_add("anna@example.org").id, anna.id) << "only the domain has no case";
  EXPECT_EQ(anna.id.size(), 32U);
  EXPECT_FALSE(subscribers_->by_address("nobody@example.org"));
  EXPECT_FALSE(subscribers_->by_id(""));
}

TEST_F(SubscribersTest, APersonsWishesComeBack) {
  Subscriber anna = subscribers_->get_or_add("anna@example.org");
  anna.language = "ru";
  anna.neutral_subject = true;
  anna.pgp_fingerprint = "0123456789ABCDEF0123456789ABCDEF01234567";
  subscribers_->save(anna);
  const Subscriber loaded = *subscribers_->by_id(anna.id);
  EXPECT_EQ(loaded.address, "anna@example.org");
  EXPECT_EQ(loaded.language, "ru");
  EXPECT_TRUE(loaded.neutral_subject);
  EXPECT_EQ(loaded.pgp_fingerprint, anna.pgp_fingerprint);
}

TEST_F(SubscribersTest, ASubscriptionComesBackWhole) {
  const Subscriber anna = subscribers_->get_or_add("anna@example.org");
  const Subscription added = sample(anna.id, "my watch");
  const SubscriptionId id = subscribers_->add(added);
  const Subscription loaded = *subscribers_->get(id);
  EXPECT_EQ(loaded.id, id);
  EXPECT_EQ(loaded.subscriber, anna.id);
  EXPECT_EQ(loaded.label, "my watch");
  EXPECT_EQ(filter_to_json(loaded.filter), filter_to_json(added.filter));
  EXPECT_EQ(loaded.cadence, Cadence::week);
  EXPECT_EQ(loaded.hour, 18);
  EXPECT_EQ(loaded.minute, 45);
  EXPECT_EQ(loaded.time_zone, "Asia/Almaty");
  EXPECT_FALSE(loaded.paused);
  EXPECT_FALSE(loaded.confirmed);
  subscribers_->set_paused(id, true);
  subscribers_->set_confirmed(id);
  EXPECT_TRUE(subscribers_->get(id)->paused);
  EXPECT_TRUE(subscribers_->get(id)->confirmed);
}

TEST_F(SubscribersTest, SubscriptionsKeepTheOrderOfTheirMaking) {
  const Subscriber anna = subscribers_->get_or_add("anna@example.org"),
                   boris = subscribers_->get_or_add("b@example.org");
  const auto a = subscribers_->add(sample(anna.id, "1")), b = subscribers_->add(sample(boris.id, "2")),
             c = subscribers_->add(sample(anna.id, "3"));
  std::vector<std::string> labels;
  for (const Subscription& each : subscribers_->all()) labels.push_back(each.label);
  EXPECT_THAT(labels, ElementsAre("1", "2", "3"));
  subscribers_->remove(a);
  ASSERT_EQ(subscribers_->of(anna.id).size(), 1U);
  EXPECT_EQ(subscribers_->of(anna.id)[0].id, c);
  EXPECT_FALSE(subscribers_->get(a));
  EXPECT_TRUE(subscribers_->get(b));
}

TEST_F(SubscribersTest, ASubscriptionOfNobodyIsRefused) {
  EXPECT_THROW(subscribers_->add(sample("nobody", "x")), Fault);
}

TEST_F(SubscribersTest, OnlyTheOwnerReadsTheFile) {
  subscribers_->get_or_add("anna@example.org");
  for (const char* name : {"subscribers.db", "subscribers.db-wal", "subscribers.db-shm"}) {
    struct stat status {};
    ASSERT_EQ(::stat((folder_ / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777, 0600) << name;
  }
}

TEST_F(SubscribersTest, AFileThatOthersCouldReadIsClosedToThem) {
  subscribers_.reset();
  ::chmod(file_.c_str(), 0644);
  subscribers_ = Subscribers::open(file_);
  struct stat status {};
  ::stat(file_.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0600);
}

TEST_F(SubscribersTest, TheForgottenLeaveNoTrace) {
  std::vector<Subscriber> people;
  for (int i = 0; i < 40; ++i) {
    people.push_back(subscribers_->get_or_add("person" + std::to_string(i) + "x@example.org"));
    for (int n = 0; n < 5; ++n)
      subscribers_->add(
          sample(people.back().id, "label of " + std::to_string(i) + "x " + std::string(300, 'l')));
  }
  Subscriber anna = people[17];
  anna.pgp_fingerprint = "FEEDFACEFEEDFACE";
  subscribers_->save(anna);
  ASSERT_FALSE(traces("person17x").empty());
  subscribers_->forget(anna.id);
  EXPECT_THAT(traces("person17x"), ElementsAre());
  EXPECT_THAT(traces(anna.id), ElementsAre());
  EXPECT_THAT(traces("label of 17x"), ElementsAre());
  EXPECT_THAT(traces("FEEDFACE"), ElementsAre());
  EXPECT_FALSE(subscribers_->by_id(anna.id));
  EXPECT_TRUE(subscribers_->of(anna.id).empty());
  EXPECT_EQ(subscribers_->all().size(), 39U * 5);
  subscribers_->forget(anna.id);  // once more does no harm
  subscribers_.reset();
  EXPECT_THAT(traces("person17x"), ElementsAre());
}

TEST_F(SubscribersTest, ARemovedSubscriptionsLabelIsOverwritten) {
  const Subscriber anna = subscribers_->get_or_add("anna@example.org");
  const auto id = subscribers_->add(sample(anna.id, "a telling label"));
  subscribers_->remove(id);
  subscribers_.reset();  // the last one to close empties the log
  EXPECT_THAT(traces("a telling label"), ElementsAre());
}

TEST_F(SubscribersTest, ABackupIsPrivateAndSound) {
  const Subscriber anna = subscribers_->get_or_add("anna@example.org");
  const auto target = folder_ / "copy.db";
  subscribers_->back_up(target);
  struct stat status {};
  ASSERT_EQ(::stat(target.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600);
  EXPECT_EQ(Subscribers::open(target)->by_id(anna.id)->address, "anna@example.org");
}

}  // namespace
}  // namespace zakonwatch
