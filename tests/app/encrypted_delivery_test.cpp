// SPDX-License-Identifier: GPL-3.0-or-later
// Row A10 of the fault matrix, with the real gpg: whatever is wrong with a reader's key, nothing of her mail
// leaves in the clear, she and the operator are told, and the mail goes out once the key can be used.
#include <fmt/core.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "app/delivery.h"
#include "base/files.h"
#include "base/text.h"
#include "tests/places.h"
#include "tests/store/record_fixture.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

// How Cyrillic goes out that is not encrypted: every mail about a law of Ukraine has such parts.
constexpr const char* kInTheClear = "base64";

class TakesAll final : public Mailer {
 public:
  std::optional<DeliveryError> send(const std::string&, const std::string&,
                                    const std::string& message) override {
    taken.push_back(message);
    return {};
  }
  std::vector<std::string> taken;
};

class EncryptedDelivery : public RecordTest {
 protected:
  EncryptedDelivery()
      : clock_(
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())),  // gpg's own clock
        environment_({.state = folder_.path().string(), .sources = project_root() + "/sources"}, &clock_),
        subscribers_(Subscribers::open(folder_ / "subscribers.db")) {}

  void SetUp() override {
    if (std::system("gpg --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "gpg is not installed";
    for (const auto& home : {ours(), hers()}) {
      std::filesystem::create_directories(home);
      std::filesystem::permissions(home, std::filesystem::perms::owner_all);
    }
  }
  void TearDown() override {
    for (const auto& home : {ours(), hers()})
      std::system(("gpgconf --homedir " + home.string() + " --kill all 2>/dev/null").c_str());
  }
  std::filesystem::path ours() const { return folder_ / "gnupg"; }
  std::filesystem::path hers() const { return folder_ / "hers"; }

  int gpg(const std::filesystem::path& home, const std::string& arguments) {
    return std::system(
        ("gpg --quiet --no-tty --batch --yes --homedir " + home.string() + " " + arguments + " 2>/dev/null")
            .c_str());
  }
  // A key pair of hers; its fingerprint.
  std::string new_key(const std::string& more = "") {
    EXPECT_EQ(gpg(hers(), more + " --passphrase '' --quick-generate-key "
                                 "'Reader <reader@example.net>' future-default default 1d"),
              0);
    const auto list = (folder_ / "list").string();
    EXPECT_EQ(gpg(hers(), "--with-colons --list-keys | grep -A1 ^pub: | grep ^fpr: | tail -1 > " + list), 0);
    return std::string(split(*read_file(list), ':').at(9));
  }
  void hand_over() {
    EXPECT_EQ(gpg(hers(), "--export > " + (folder_ / "keys").string()), 0);
    EXPECT_EQ(gpg(ours(), "--import " + (folder_ / "keys").string()), 0);
  }
  void revoke(const std::string& key) {
    const auto made = hers() / "openpgp-revocs.d" / (key + ".rev");
    const std::string armour =
        replace_all(*read_file(made), ":-----", "-----");  // gpg's guard against accidents
    EXPECT_TRUE(write_file_atomic(folder_ / "revoke", armour));
    EXPECT_EQ(gpg(hers(), "--import " + (folder_ / "revoke").string()), 0);
  }
  // Whether this key, and none beside it, opens the message.
  bool opens(const std::string& key, const std::string& message) {
    EXPECT_TRUE(write_file_atomic(folder_ / "mail", message.substr(message.find("-----BEGIN PGP"))));
    return gpg(hers(), "--try-secret-key " + key + " --decrypt " + (folder_ / "mail").string() + " > " +
                           (folder_ / "plain").string()) == 0;
  }

  void owe(const std::string& key) {
    Subscriber person = subscribers_->get_or_add("reader@example.net");
    person.pgp_fingerprint = key;
    person.neutral_subject = true;
    subscribers_->save(person);
    const SubscriptionId wish = subscribers_->add(
        {.subscriber = person.id, .label = "All", .cadence = Cadence::immediate, .confirmed = true});
    const VersionId before = version(1, "2010-01-01"), after = version(2, "2010-06-01");
    Outbox(*record_).owe(wish, Changes(*record_).add(change(before, after, 0)), "new", clock_.now());
  }
  DeliveryReport send() { return Delivery(environment_, *record_, *subscribers_, mailer_).send_due(); }

  void expect_waiting(const std::string& why) {
    const DeliveryReport report = send();
    EXPECT_EQ(report.sent, 0);
    EXPECT_EQ(report.held, 1);
    ASSERT_EQ(mailer_.taken.size(), 1U) << "the notice and nothing else";
    EXPECT_THAT(mailer_.taken[0], HasSubstr("OpenPGP"));
    EXPECT_THAT(mailer_.taken[0], Not(HasSubstr(kInTheClear)));
    const auto row = Outbox(*record_).list(DigestState::held, 1);
    ASSERT_EQ(row.size(), 1U);
    EXPECT_THAT(row[0].error, HasSubstr(why));
    const auto told = Notices(*record_).last("mail", "key " + row[0].subscriber);
    ASSERT_TRUE(told) << "the operator knows nothing";
    EXPECT_THAT(told->text, HasSubstr(why));
    EXPECT_THAT(told->text, Not(HasSubstr("example.net")));
    clock_.advance(301s);
    EXPECT_EQ(send().held, 1) << "tried again";
    EXPECT_EQ(mailer_.taken.size(), 1U) << "and she is not told the same twice a day";
    mailer_.taken.clear();
  }
  void expect_sent(const std::string& key) {
    clock_.advance(4001s);
    EXPECT_EQ(send().sent, 1);
    ASSERT_EQ(mailer_.taken.size(), 1U);
    EXPECT_THAT(mailer_.taken[0], HasSubstr("multipart/encrypted"));
    EXPECT_THAT(mailer_.taken[0], Not(HasSubstr(kInTheClear)));
    EXPECT_TRUE(opens(key, mailer_.taken[0]));
  }

  ManualClock clock_;
  Environment environment_;
  std::unique_ptr<Subscribers> subscribers_;
  TakesAll mailer_;
};

TEST_F(EncryptedDelivery, AMissingKey) {
  const std::string key = new_key();
  owe(key);
  expect_waiting("missing");
  hand_over();
  expect_sent(key);
}

TEST_F(EncryptedDelivery, AnExpiredKey) {
  const std::string key = new_key("--faked-system-time 20200101T000000");
  hand_over();
  owe(key);
  expect_waiting("expired");
  EXPECT_EQ(gpg(hers(), "--passphrase '' --quick-set-expire " + key + " 1y"), 0);
  EXPECT_EQ(gpg(hers(), "--passphrase '' --quick-set-expire " + key + " 1y '*'"), 0);
  hand_over();
  expect_sent(key);
}

TEST_F(EncryptedDelivery, ARevokedKeyUntilSheGivesAnother) {
  const std::string old = new_key();
  revoke(old);
  hand_over();
  owe(old);
  expect_waiting("revoked");
  const std::string key = new_key();
  hand_over();
  Subscriber person = *subscribers_->by_address("reader@example.net");
  person.pgp_fingerprint = key;
  subscribers_->save(person);
  expect_sent(key);
}

TEST_F(EncryptedDelivery, OfTwoKeysWithOneAddressTheOneSheNamed) {
  const std::string first = new_key(), second = new_key();
  ASSERT_NE(first, second);
  hand_over();
  owe(first);
  expect_sent(first);
  EXPECT_EQ(gpg(hers(), "--passphrase '' --delete-secret-keys " + first), 0);
  EXPECT_FALSE(opens(second, mailer_.taken[0])) << "the other one must not open it";
}

// The public key is enough to encrypt: a dead agent, or one that cannot be started, holds up nothing.
TEST_F(EncryptedDelivery, ADeadAgent) {
  const std::string key = new_key();
  hand_over();
  owe(key);
  std::system(("gpgconf --homedir " + ours().string() + " --kill all 2>/dev/null").c_str());
  std::ofstream(ours() / "gpg.conf") << "agent-program /bin/false\n";
  expect_sent(key);
}

TEST_F(EncryptedDelivery, AGpgThatFails) {
  const std::string key = new_key();
  hand_over();
  owe(key);
  std::ofstream(ours() / "gpg.conf") << "cipher-algo NOSUCH\n";
  expect_waiting("OpenPGP");
  std::filesystem::remove(ours() / "gpg.conf");
  expect_sent(key);
}

}  // namespace
}  // namespace zakonwatch
