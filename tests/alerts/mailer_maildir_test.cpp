// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "alerts/mailer.h"
#include "base/files.h"
#include "tests/alerts/python.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

std::string message(const std::string& id, const std::string& body = "text") {
  return "Date: now\r\nMessage-ID: <" + id + ">\r\nSubject: x\r\n\r\n" + body + "\r\n";
}

std::vector<fs::path> files(const std::string& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path());
  return out;
}

class Maildir : public testing::Test {
 protected:
  void deliver(const std::string& bytes, const std::string& to = "a@b.org") {
    const auto error = make_maildir_mailer(scratch_.path())->send("x@y.org", to, bytes);
    EXPECT_FALSE(error) << error->reply;
  }
  Scratch scratch_;
};

TEST_F(Maildir, DeliversThroughTmpIntoNew) {
  deliver(message("1@w"));
  ASSERT_EQ(files(scratch_.path("new")).size(), 1u);
  EXPECT_TRUE(files(scratch_.path("tmp")).empty());
  const auto file = files(scratch_.path("new")).front();
  EXPECT_EQ(*read_file(file), "Date: now\nMessage-ID: <1@w>\nSubject: x\n\ntext\n");
  EXPECT_EQ(file.filename().string().find("b.org"), std::string::npos);
  struct stat state {};
  ASSERT_EQ(stat(file.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600u);
}

TEST_F(Maildir, ARetryReplaces) {
  deliver(message("1@w", "first attempt"));
  deliver(message("1@w", "second attempt"));
  deliver(message("2@w"));
  EXPECT_EQ(files(scratch_.path("new")).size(), 2u);
}

TEST_F(Maildir, TheSameMailToTwoReadersIsTwoMails) {
  deliver(message("1@w"), "a@b.org");
  deliver(message("1@w"), "c@d.org");
  EXPECT_EQ(files(scratch_.path("new")).size(), 2u);
}

TEST_F(Maildir, ARetryAfterReadingDoesNotDouble) {
  const auto mailer = make_maildir_mailer(scratch_.path());
  EXPECT_FALSE(mailer->send("x@y.org", "a@b.org", message("1@w")));
  const fs::path unread = files(scratch_.path("new")).front();
  fs::rename(unread, scratch_.path("cur/" + unread.filename().string() + ":2,S"));
  EXPECT_FALSE(mailer->send("x@y.org", "a@b.org", message("1@w")));
  EXPECT_TRUE(files(scratch_.path("new")).empty());
}

TEST_F(Maildir, AnIdInTheBodyIsNoId) {
  deliver("Subject: x\r\n\r\nMessage-ID: <1@w>\r\n");
  deliver("Subject: y\r\n\r\nMessage-ID: <1@w>\r\n");
  EXPECT_EQ(files(scratch_.path("new")).size(), 2u);
}

TEST_F(Maildir, WhatCannotBeWrittenIsTemporary) {
  ASSERT_TRUE(write_file_atomic(scratch_.path("file"), "in the way"));
  const auto error = make_maildir_mailer(scratch_.path("file"))->send("x@y.org", "a@b.org", message("1@w"));
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
  EXPECT_EQ(error->reply.find("a@b.org"), std::string::npos);
}

TEST_F(Maildir, AStandardClientReadsIt) {
  deliver(message("1@w"));
  const auto run = run_python({"-c",
                               "import mailbox,sys; b=mailbox.Maildir(sys.argv[1], create=False);"
                               "print([m['Message-ID'] for m in b])",
                               scratch_.path()});
  EXPECT_EQ(run.output, "['<1@w>']\n");
}

class Sendmail : public testing::Test {
 protected:
  std::optional<DeliveryError> deliver(const std::string& script, int seconds = 10) {
    const std::string program = scratch_.path("sendmail");
    EXPECT_TRUE(write_file_atomic(program, "#!/bin/sh\n" + script + "\n", 0755));
    return make_sendmail_mailer(program, std::chrono::seconds{seconds})
        ->send("x@y.org", "a@b.org", message("1@w", body_));
  }
  Scratch scratch_;
  std::string body_ = "text";
};

TEST_F(Sendmail, HandsOverMessageAndEnvelope) {
  EXPECT_FALSE(deliver("echo \"$@\" > \"$0.args\"; cat > \"$0.mail\""));
  EXPECT_EQ(*read_file(scratch_.path("sendmail.args")), "-i -f x@y.org -- a@b.org\n");
  EXPECT_EQ(*read_file(scratch_.path("sendmail.mail")), "Date: now\nMessage-ID: <1@w>\nSubject: x\n\ntext\n");
}

TEST_F(Sendmail, ExitCodesAreUnderstood) {
  EXPECT_EQ(deliver("cat >/dev/null; exit 75")->temporary, true);
  EXPECT_EQ(deliver("cat >/dev/null; exit 67")->fault, DeliveryFault::address);
  EXPECT_EQ(deliver("cat >/dev/null; exit 77")->fault, DeliveryFault::policy);
  EXPECT_EQ(deliver("cat >/dev/null; exit 78")->fault, DeliveryFault::configuration);
}

TEST_F(Sendmail, AProgramThatDoesNotReadIsTemporary) {
  body_ = std::string(4'000'000, 'x');
  EXPECT_TRUE(deliver("exit 0")->temporary);
  EXPECT_TRUE(deliver("kill -9 $$")->temporary);
}

TEST_F(Sendmail, AProgramThatHangsIsEnded) { EXPECT_TRUE(deliver("exec sleep 600", 1)->temporary); }

TEST_F(Sendmail, AMissingProgramIsConfiguration) {
  const auto error = make_sendmail_mailer(scratch_.path("none"))->send("x@y.org", "a@b.org", message("1@w"));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->fault, DeliveryFault::configuration);
}

}  // namespace
}  // namespace zakonwatch
