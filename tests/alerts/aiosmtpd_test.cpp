// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "alerts/mailer.h"
#include "alerts/render.h"
#include "tests/alerts/fixtures.h"
#include "tests/alerts/python.h"

extern char** environ;

namespace zakonwatch {
namespace {

// A server that we did not write, with verified TLS and log-in (python3-aiosmtpd).
class RealServer {
 public:
  explicit RealServer(const Scratch& scratch) {
    std::vector<std::string> words{"/usr/bin/python3", test_file("aiosmtpd_server.py"),
                                   scratch.path("Maildir"), scratch.path("cert.pem"),
                                   scratch.path("key.pem")};
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    std::array<int, 2> in{}, out{};
    if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    if (posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ) != 0) pid_ = 0;
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    input_ = in[1];
    std::array<char, 16> port{};
    if (read(out[0], port.data(), port.size() - 1) > 0) port_ = std::atoi(port.data());
    close(out[0]);
  }
  RealServer(const RealServer&) = delete;
  RealServer& operator=(const RealServer&) = delete;
  ~RealServer() {
    close(input_);
    if (pid_ > 0) waitpid(pid_, nullptr, 0);
  }
  int port() const { return port_; }

 private:
  pid_t pid_ = 0;
  int input_ = -1, port_ = 0;
};

class Aiosmtpd : public testing::Test {
 protected:
  void SetUp() override {
    if (!python_has("aiosmtpd")) GTEST_SKIP() << "python3-aiosmtpd is not installed";
    const std::string make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext "
        "subjectAltName=IP:127.0.0.1 -keyout " +
        scratch_.path("key.pem") + " -out " + scratch_.path("cert.pem") + " 2>/dev/null";
    ASSERT_EQ(std::system(make.c_str()), 0);
    server_ = std::make_unique<RealServer>(scratch_);
    ASSERT_GT(server_->port(), 0);
  }

  std::optional<DeliveryError> deliver(const std::string& password, const std::string& ca_file) {
    SmtpOptions options{"smtp://127.0.0.1:" + std::to_string(server_->port()), "required", "watch", password,
                        ca_file};
    const Digest digest = fixtures::digest_of({fixtures::ukraine_possession()});
    Letter letter;
    letter.from = "alerts@watch.example.org";
    letter.to = "reader@example.net";
    letter.message_id = "1@watch.example.org";
    letter.subject = render_subject(digest);
    letter.text = render_text(digest);
    letter.html = render_html(digest);
    return (*make_smtp_mailer(options))->send(letter.from, letter.to, *compose(letter));
  }

  std::string delivered_subjects() {
    return run_python({"-c",
                       "import mailbox,sys,email.policy,email\n"
                       "b = mailbox.Maildir(sys.argv[1])\n"
                       "for k in b.keys(): print(email.message_from_bytes(b.get_bytes(k), "
                       "policy=email.policy.default)['Subject'])",
                       scratch_.path("Maildir")})
        .output;
  }

  Scratch scratch_;
  std::unique_ptr<RealServer> server_;
};

TEST_F(Aiosmtpd, DeliversOverVerifiedTls) {
  const auto error = deliver("right", scratch_.path("cert.pem"));
  EXPECT_FALSE(error) << error->reply;
  EXPECT_EQ(delivered_subjects(),
            render_subject(fixtures::digest_of({fixtures::ukraine_possession()})) + "\n");
}

TEST_F(Aiosmtpd, AnUnknownCertificateGetsNothing) {
  const auto error = deliver("right", "");
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
  EXPECT_EQ(to_string(error->fault), "configuration") << error->reply;
  EXPECT_EQ(delivered_subjects(), "");
}

TEST_F(Aiosmtpd, AWrongPasswordStopsTheQueue) {
  const auto error = deliver("wrong", scratch_.path("cert.pem"));
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
  EXPECT_EQ(to_string(error->fault), "configuration") << error->reply;
  EXPECT_EQ(error->reply.find("wrong"), std::string::npos);
}

}  // namespace
}  // namespace zakonwatch
