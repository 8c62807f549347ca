// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "alerts/address.h"
#include "alerts/mailer.h"
#include "base/text.h"

extern char** environ;

namespace zakonwatch {
namespace {

using std::chrono::steady_clock;

// A child with its standard input on our socket. A socket instead of a pipe, so that a child that has gone is
// an error of send() and no signal. Destruction ends and reaps the child.
class Child {
 public:
  Child(const std::filesystem::path& program, const std::string& from, const std::string& to) {
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
    input_ = ends[0];
    spawn(program, from, to, ends[1]);
    close(ends[1]);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    close_input();
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  bool running() const { return pid_ > 0; }

  bool write_all(std::string_view bytes, steady_clock::time_point until) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(input_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) bytes.remove_prefix(static_cast<size_t>(sent));
      if (sent > 0 || (sent < 0 && errno == EINTR)) continue;
      if (sent == 0 || errno != EAGAIN || !wait_writable(until)) return false;
    }
    return true;
  }

  void close_input() {
    if (input_ >= 0) close(input_);
    input_ = -1;
  }

  // The exit status; -1 when it was killed or the time ran out.
  int wait(steady_clock::time_point until) {
    int status = 0;
    while (steady_clock::now() < until) {
      const pid_t ended = waitpid(pid_, &status, WNOHANG);
      if (ended == pid_) {
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      }
      poll(nullptr, 0, 10);
    }
    return -1;
  }

 private:
  void spawn(const std::filesystem::path& program, std::string from, std::string to, int input) {
    std::string name = program.string(), keep_dots = "-i", sender = "-f", end = "--";
    char* arguments[] = {name.data(), keep_dots.data(), sender.data(), from.data(),
                         end.data(),  to.data(),        nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int code = posix_spawn(&pid_, name.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (code != 0) pid_ = 0;
  }

  bool wait_writable(steady_clock::time_point until) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now()).count();
    pollfd one{input_, POLLOUT, 0};
    return left > 0 && poll(&one, 1, static_cast<int>(left)) > 0;
  }

  pid_t pid_ = 0;
  int input_ = -1;
};

DeliveryError exit_error(int status) {
  const std::string reply = fmt::format("the sendmail program ended with status {}", status);
  switch (status) {
    case EX_NOUSER:
    case EX_NOHOST:
      return {false, reply, DeliveryFault::address, 0};
    case EX_NOPERM:
      return {false, reply, DeliveryFault::policy, 0};
    case EX_CONFIG:
    case EX_USAGE:
      return {true, reply, DeliveryFault::configuration, 0};
    case EX_DATAERR:
    case EX_UNAVAILABLE:
      return {false, reply, DeliveryFault::refused, 0};
    default:
      return {true, reply, DeliveryFault::temporary, 0};
  }
}

class SendmailMailer final : public Mailer {
 public:
  SendmailMailer(std::filesystem::path program, std::chrono::seconds timeout)
      : program_(std::move(program)), timeout_(timeout) {}

  std::optional<DeliveryError> send(const std::string& from, const std::string& to,
                                    const std::string& message) override {
    const auto sender = checked_address(from), recipient = checked_address(to);
    if (!recipient) return DeliveryError{false, recipient.error().message, DeliveryFault::address, 0};
    if (!sender) return DeliveryError{false, sender.error().message, DeliveryFault::configuration, 0};
    return run(*sender, *recipient, replace_all(message, "\r\n", "\n"));
  }

 private:
  std::optional<DeliveryError> run(const std::string& from, const std::string& to,
                                   const std::string& message) {
    const auto until = steady_clock::now() + timeout_;
    Child child(program_, from, to);
    if (!child.running())
      return DeliveryError{true, "cannot start " + program_.string(), DeliveryFault::configuration, 0};
    const bool written = child.write_all(message, until);
    child.close_input();
    const int status = child.wait(until);
    if (status == EX_OK && written) return {};
    if (status <= 0) return DeliveryError{true, "the sendmail program did not take the message"};
    return exit_error(status);
  }

  std::filesystem::path program_;
  std::chrono::seconds timeout_;
};

}  // namespace

std::unique_ptr<Mailer> make_sendmail_mailer(const std::filesystem::path& program,
                                             std::chrono::seconds timeout) {
  return std::make_unique<SendmailMailer>(program, timeout);
}

}  // namespace zakonwatch
