// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/pgp.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/text.h"
#include "tests/alerts/python.h"

namespace zakonwatch {
namespace {

constexpr const char* kWords = "конопля-2341";  // must never be seen outside the encrypted part

Letter secret_letter() {
  Letter letter;
  letter.from = "alerts@watch.example.org";
  letter.to = "reader@example.net";
  letter.message_id = "1@watch.example.org";
  letter.subject = std::string("Subject about ") + kWords;
  letter.text = std::string("Text about ") + kWords + "\n";
  letter.html = std::string("<p>HTML about ") + kWords + "</p>\n";
  letter.language = "ru";
  letter.date = *parse_rfc3339("2026-11-22T07:00:05Z");
  return letter;
}

// A reader with a key pair of her own, made by gpg itself in a folder of its own.
class Pgp : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("gpg --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "gpg is not installed";
    ASSERT_EQ(gpg("--batch --passphrase '' --quick-generate-key 'Reader <reader@example.net>' future-default "
                  "default 1d"),
              0);
    ASSERT_EQ(gpg("--with-colons --list-keys | sed -n 's/^fpr:*\\([0-9A-F]*\\):/\\1/p' | head -1 > " +
                  scratch_.path("fpr")),
              0);
    fingerprint_ = std::string(trim(*read_file(scratch_.path("fpr"))));
  }
  void TearDown() override {
    std::system(("gpgconf --homedir " + scratch_.path() + " --kill all 2>/dev/null").c_str());
  }

  int gpg(const std::string& arguments) {
    return std::system(
        ("gpg --quiet --no-tty --homedir " + scratch_.path() + " " + arguments + " 2>/dev/null").c_str());
  }
  std::string decrypted(const std::string& message) {
    const size_t begin = message.find("-----BEGIN PGP MESSAGE-----");
    EXPECT_TRUE(write_file_atomic(scratch_.path("armour"), message.substr(std::min(begin, message.size()))));
    EXPECT_EQ(gpg("--batch --decrypt " + scratch_.path("armour") + " > " + scratch_.path("plain")), 0);
    return *read_file(scratch_.path("plain"));
  }
  nlohmann::json parsed(const std::string& message) {
    EXPECT_TRUE(write_file_atomic(scratch_.path("eml"), message));
    return nlohmann::json::parse(
        run_python({test_file("check_output.py"), "mime", scratch_.path("eml")}).output);
  }

  Scratch scratch_;
  std::string fingerprint_;
};

std::string header(const nlohmann::json& message, const std::string& name) {
  for (const auto& entry : message["headers"])
    if (entry[0] == name) return entry[1];
  return {};
}

TEST_F(Pgp, SubjectAndBodyAreInsideOnly) {
  const auto message = compose_encrypted(secret_letter(), PgpKeyring(scratch_.path()), fingerprint_);
  ASSERT_TRUE(message) << message.error().sentence();
  const auto outer = parsed(*message);
  EXPECT_TRUE(outer["defects"].empty()) << outer["defects"];
  EXPECT_EQ(outer["type"], "multipart/encrypted");
  EXPECT_EQ(header(outer, "Subject"), "[...]");
  EXPECT_EQ(header(outer, "Content-Language"), "");
  EXPECT_EQ(outer["parts"][0]["type"], "application/pgp-encrypted");
  const auto inner = parsed(decrypted(*message));
  EXPECT_EQ(inner["type"], "multipart/alternative");
  std::vector<std::string> outside;
  for (const auto& entry : inner["headers"])
    if (entry[0] == "HP-Outer") outside.push_back(entry[1]);
  EXPECT_EQ(outside, (std::vector<std::string>{"Date: Sun, 22 Nov 2026 07:00:05 +0000", "Subject: [...]"}));
  EXPECT_EQ(header(inner, "Subject"), secret_letter().subject);
  EXPECT_EQ(inner["parts"].size(), 2u);
  EXPECT_NE(std::string(inner["parts"][0]["text"]).find(kWords), std::string::npos);
}

TEST_F(Pgp, TheRecipientsKeyIsNotNamed) {
  const auto message = compose_encrypted(secret_letter(), PgpKeyring(scratch_.path()), fingerprint_);
  ASSERT_TRUE(message);
  decrypted(*message);
  ASSERT_EQ(gpg("--batch --list-packets " + scratch_.path("armour") + " > " + scratch_.path("packets")), 0);
  EXPECT_NE(read_file(scratch_.path("packets"))->find("keyid 0000000000000000"), std::string::npos);
}

TEST_F(Pgp, WithoutAUsableKeyNothingIsComposed) {
  const PgpKeyring keys(scratch_.path());
  EXPECT_TRUE(keys.check(fingerprint_));
  for (const std::string& bad : {std::string(40, 'A'), fingerprint_.substr(24), std::string(),
                                 fingerprint_ + " x", std::string("reader@example.net")}) {
    const auto message = compose_encrypted(secret_letter(), keys, bad);
    ASSERT_FALSE(message) << bad;
    EXPECT_EQ(message.error().kind, ErrorKind::delivery);
  }
}

TEST_F(Pgp, AnExpiredKeyIsRefused) {
  ASSERT_EQ(gpg("--batch --faked-system-time 20200101T000000 --passphrase '' --quick-generate-key "
                "'Old <old@example.net>' future-default default 1d"),
            0);
  ASSERT_EQ(
      gpg("--with-colons --list-keys old@example.net | sed -n 's/^fpr:*\\([0-9A-F]*\\):/\\1/p' | head -1 > " +
          scratch_.path("fpr")),
      0);
  const auto checked = PgpKeyring(scratch_.path()).check(std::string(trim(*read_file(scratch_.path("fpr")))));
  ASSERT_FALSE(checked);
  EXPECT_NE(checked.error().message.find("expired"), std::string::npos) << checked.error().message;
}

TEST_F(Pgp, ImportsOneKey) {
  ASSERT_EQ(gpg("--armor --export > " + scratch_.path("key.asc")), 0);
  const Scratch other;
  const auto imported = PgpKeyring(other.path()).import(*read_file(scratch_.path("key.asc")));
  ASSERT_TRUE(imported) << imported.error().sentence();
  EXPECT_EQ(*imported, fingerprint_);
  EXPECT_TRUE(PgpKeyring(other.path()).check(fingerprint_));
  EXPECT_FALSE(PgpKeyring(other.path()).import("no key"));
}

TEST(PgpNotice, SaysNothingOfTheLetter) {
  for (const char* language : {"en", "ru"})
    EXPECT_NE(key_problem_notice(language).find("OpenPGP"), std::string::npos);
}

}  // namespace
}  // namespace zakonwatch
