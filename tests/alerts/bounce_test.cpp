// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/bounce.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

const std::string kBounces = "bounces@watch.example.org";
const std::string kToken = "0123456789abcdef0123456789abcdef";

struct Report {
  std::string to = "bounces+" + kToken + "@watch.example.org";
  std::string type = "multipart/report; report-type=delivery-status";
  std::string part = "message/delivery-status";
  std::string fields =
      "Final-Recipient: rfc822; reader@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
      "Diagnostic-Code: smtp; 550 5.1.1 <reader@example.net>:\r\n no such user\r\n";
};

std::string written(const Report& report) {
  return "From: MAILER-DAEMON@mx.example.net\r\nTo: " + report.to +
         "\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\nContent-Type: " + report.type +
         "; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: " +
         report.part + "\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n" + report.fields + "\r\n--b--\r\n";
}

std::optional<Bounce> read(const Report& report) { return read_bounce(written(report), kBounces); }

TEST(Bounce, AFailedDeliveryNamesItsTokenAndWhy) {
  const auto bounce = read({});
  ASSERT_TRUE(bounce);
  EXPECT_EQ(bounce->token, kToken);
  EXPECT_EQ(bounce->status, "5.1.1");
  EXPECT_EQ(bounce->reply, "smtp; 550 5.1.1 <reader@example.net>: no such user");
  EXPECT_TRUE(bounce->is_dead_address());
  EXPECT_EQ(bounce_address(kBounces, kToken), Report{}.to);
}

TEST(Bounce, OnlyADeadAddressIsDead) {
  Report full;
  full.fields = "Action: failed\r\nStatus: 5.2.2 (mailbox full)\r\n";
  ASSERT_TRUE(read(full));
  EXPECT_EQ(read(full)->status, "5.2.2");
  EXPECT_FALSE(read(full)->is_dead_address());
}

TEST(Bounce, TheServersWordForTheRecipientCounts) {
  Report foreign;
  foreign.to = "somebody@else.example";
  EXPECT_FALSE(read(foreign));
  EXPECT_TRUE(read_bounce(written(foreign), kBounces, "Bounces+" + kToken + "@Watch.example.org"));
  EXPECT_FALSE(read_bounce(written({}), kBounces, "somebody@else.example"));
}

TEST(Bounce, WhatIsNoFailedLetterOfOursIsNothing) {
  const auto with = [](auto&& set) {
    Report report;
    set(report);
    return read(report);
  };
  EXPECT_FALSE(with([](Report& r) { r.fields = "Action: delayed\r\nStatus: 4.4.1\r\n"; }));
  EXPECT_FALSE(with([](Report& r) { r.fields = "Action: failed\r\nStatus: 4.4.7\r\n"; }));
  EXPECT_FALSE(with([](Report& r) { r.fields = "Action: relayed\r\nStatus: 2.1.5\r\n"; }));
  EXPECT_FALSE(with([](Report& r) { r.fields = ""; }));
  EXPECT_FALSE(with([](Report& r) { r.type = "multipart/mixed"; }));
  EXPECT_FALSE(with([](Report& r) { r.part = "text/plain"; }));
  EXPECT_FALSE(with([](Report& r) { r.to = "bounces@watch.example.org"; }));
  EXPECT_FALSE(with([](Report& r) { r.to = "bounces+0123@watch.example.org"; }));
  EXPECT_FALSE(with([](Report& r) { r.to = "bounces+" + kToken + "@evil.example"; }));
  EXPECT_FALSE(with([](Report& r) { r.to += ".evil.example"; }));
  EXPECT_FALSE(read_bounce("", kBounces));
  EXPECT_FALSE(read_bounce(std::string("\0\xff\r\n\r\n", 6), kBounces));
  EXPECT_FALSE(read_bounce("To: " + Report{}.to +
                               "\r\nAuto-Submitted: auto-replied\r\nSubject: away\r\n\r\nStatus: 5.1.1\r\n"
                               "Action: failed\r\n",
                           kBounces));
}

// Mail as the world writes it: broken, nested, in every charset. None of it is a bounce of ours.
TEST(Bounce, NoForeignMailIsTakenForOne) {
  const std::filesystem::path folder = std::filesystem::path(corpus_folder()) / "conformance/mime";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no corpus at " << corpus_folder();
  size_t read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto bytes = entry.is_regular_file() ? read_file(entry.path()) : Result<std::string>("");
    if (!bytes || bytes->empty()) continue;
    EXPECT_FALSE(read_bounce(*bytes, kBounces)) << entry.path();
    // The same, handed over with a token that is well made: a report may be read, nothing may break.
    const auto told = read_bounce(*bytes, kBounces, Report{}.to);
    EXPECT_TRUE(!told || told->status.starts_with("5.")) << entry.path();
    ++read;
  }
  EXPECT_GT(read, 100u);
}

}  // namespace
}  // namespace zakonwatch
