// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/worker.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "parsers/worker_messages.h"

namespace zakonwatch {
namespace {

using Steady = std::chrono::steady_clock;

// Standard input is the channel; nothing else is open in the child, and its words reach no log.
int spawn(const std::vector<std::string>& command, int channel, pid_t& process) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, channel, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  // No environment but what places libraries' data: a child has no use for passwords.
  std::vector<char*> environment;
  for (char** entry = environ; *entry != nullptr; ++entry)
    if (std::strncmp(*entry, "TZ=", 3) == 0 || std::strncmp(*entry, "PATH=", 5) == 0 ||
        std::strncmp(*entry, "HOME=", 5) == 0 || std::strncmp(*entry, "XDG_CACHE_HOME=", 15) == 0)
      environment.push_back(*entry);
  environment.push_back(nullptr);
  const int status =
      posix_spawnp(&process, arguments[0], &files, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&files);
  return status;
}

int milliseconds_until(Steady::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now()).count();
  return static_cast<int>(std::max<decltype(left)>(left, 0));
}

std::string manner_of_death(int status) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) return "it used up its CPU time";
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
    return "it called what a parser has no business with";
  if (WIFSIGNALED(status)) return fmt::format("it died of {}", strsignal(WTERMSIG(status)));
  return fmt::format("it ended with status {}", WEXITSTATUS(status));
}

}  // namespace

struct ParseChild::Answer {
  MessageKind kind = MessageKind::error;
  std::string bytes;
};

Result<std::unique_ptr<ParseChild>> ParseChild::start(const WorkerOptions& options) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return fail(ErrorKind::busy, fmt::format("no channel to a parser: {}", std::strerror(errno)));
  pid_t process = 0;
  const int status = spawn(options.command, ends[1], process);
  close(ends[1]);
  if (status != 0) {
    close(ends[0]);
    return fail(ErrorKind::busy, fmt::format("no parser process can be started ({}): {}", options.command[0],
                                             std::strerror(status)));
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  std::unique_ptr<ParseChild> child(new ParseChild(process, ends[0], options));
  const auto ready = child->receive(Steady::now() + options.start);
  if (!ready) return fail(ErrorKind::busy, "a parser process did not start: " + ready.error().message);
  if (ready->kind == MessageKind::error) return fail(read_error_message(ready->bytes));
  return child;
}

ParseChild::~ParseChild() {
  close(channel_);
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) continue;
}

// The child is done for; what became of it is said.
Error ParseChild::lost(ErrorKind kind, const std::string& what) {
  usable_ = false;
  int status = 0;
  pollfd gone{channel_, POLLIN, 0};
  poll(&gone, 1, 0);
  std::string manner;
  if ((gone.revents & POLLHUP) != 0) {  // it closed its end: it is dead or about to be
    for (int tries = 0; tries < 100; ++tries) {
      if (waitpid(process_, &status, WNOHANG) == process_) {
        process_ = 0;
        manner = ": " + manner_of_death(status);
        break;
      }
      poll(nullptr, 0, 10);
    }
  }
  return {kind, "the document was given up: " + what + manner};
}

Result<void> ParseChild::send(std::string_view bytes, Steady::time_point until) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(channel_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put > 0) {
      bytes.remove_prefix(static_cast<size_t>(put));
      continue;
    }
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno != EAGAIN) return fail(lost(ErrorKind::parse, "its parser is gone"));
    pollfd ready{channel_, POLLOUT, 0};
    if (poll(&ready, 1, milliseconds_until(until)) == 0)
      return fail(lost(ErrorKind::timeout, "its parser does not listen"));
  }
  return {};
}

Result<ParseChild::Answer> ParseChild::receive(Steady::time_point until) {
  std::string bytes(MessageHead::kSize, '\0');
  size_t filled = 0;
  std::optional<MessageHead> head;
  while (!head || filled < bytes.size()) {
    const ssize_t got = read(channel_, bytes.data() + filled, bytes.size() - filled);
    if (got == 0) return fail(lost(ErrorKind::too_large, "its parser ended in the middle of the work"));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno != EAGAIN) return fail(lost(ErrorKind::too_large, "its parser is gone"));
    if (got < 0) {
      pollfd ready{channel_, POLLIN, 0};
      if (poll(&ready, 1, milliseconds_until(until)) == 0)
        return fail(
            lost(ErrorKind::timeout, fmt::format("its parser took longer than {} s",
                                                 static_cast<double>(options_.deadline.count()) / 1000.0)));
      continue;
    }
    filled += static_cast<size_t>(got);
    if (head || filled < bytes.size()) continue;
    head = MessageHead::read(bytes);
    if (!head) return fail(lost(ErrorKind::parse, "its parser's answer is garbage"));
    bytes.assign(head->length, '\0');
    filled = 0;
  }
  return Answer{head->kind, std::move(bytes)};
}

Result<ParseChild::Answer> ParseChild::ask(uint8_t kind, std::string_view bytes) {
  if (bytes.size() > MessageHead::kLargest)
    return fail(ErrorKind::too_large, fmt::format("a document of {} bytes is refused", bytes.size()));
  if (!usable_) return fail(ErrorKind::parse, "the document was given up: its parser is gone");
  const auto until = Steady::now() + options_.deadline;
  const auto head = MessageHead{static_cast<MessageKind>(kind), static_cast<uint32_t>(bytes.size())}.bytes();
  if (auto sent = send({head.data(), head.size()}, until); !sent) return fail(sent.error());
  if (auto sent = send(bytes, until); !sent) return fail(sent.error());
  auto answer = receive(until);
  if (!answer) return answer;
  ++answered_;
  // One question, one answer: a child that says more is not what we started.
  pollfd more{channel_, POLLIN, 0};
  if (poll(&more, 1, 0) > 0 && (more.revents & POLLIN) != 0)
    return fail(lost(ErrorKind::parse, "its parser says more than it was asked"));
  return answer;
}

Result<void> ParseChild::give_profile(const LanguageProfile& profile) {
  if (profiles_.contains(profile.sha256)) return {};
  auto answer = ask(static_cast<uint8_t>(MessageKind::profile), write_profile(profile));
  if (!answer) return fail(answer.error());
  if (answer->kind == MessageKind::error) return fail(read_error_message(answer->bytes));
  if (answer->kind != MessageKind::ready)
    return fail(lost(ErrorKind::parse, "its parser's answer is garbage"));
  profiles_.insert(profile.sha256);
  return {};
}

Result<Act> ParseChild::document(const DocumentInput& input) {
  if (auto given = give_profile(*input.profile); !given) return fail(given.error());
  auto answer = ask(static_cast<uint8_t>(MessageKind::document), write_document(input));
  if (!answer) return fail(answer.error());
  if (answer->kind == MessageKind::error) return fail(read_error_message(answer->bytes));
  if (answer->kind != MessageKind::act) return fail(lost(ErrorKind::parse, "its parser's answer is garbage"));
  auto act = read_act_message(answer->bytes);
  if (!act) usable_ = false;
  return act;
}

Result<Listing> ParseChild::listing(const ListingInput& input) {
  auto answer = ask(static_cast<uint8_t>(MessageKind::listing), write_listing(input));
  if (!answer) return fail(answer.error());
  if (answer->kind == MessageKind::error) return fail(read_error_message(answer->bytes));
  if (answer->kind != MessageKind::listed)
    return fail(lost(ErrorKind::parse, "its parser's answer is garbage"));
  auto listing = read_listed_message(answer->bytes);
  if (!listing) usable_ = false;
  return listing;
}

Result<std::unique_ptr<ParseChild>> ParserPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!spare_.empty()) {
      auto child = std::move(spare_.back());
      spare_.pop_back();
      return child;
    }
  }
  return ParseChild::start(options_);
}

void ParserPool::give_back(std::unique_ptr<ParseChild> child) {
  if (!child->usable() || child->answered() >= options_.documents) return;
  const std::lock_guard lock(mutex_);
  if (spare_.size() < options_.spare) spare_.push_back(std::move(child));
}

Result<Act> ParserPool::document(const DocumentInput& input) {
  auto child = take();
  if (!child) return fail(child.error());
  auto act = (*child)->document(input);
  give_back(std::move(*child));
  return act;
}

Result<Listing> ParserPool::listing(const ListingInput& input) {
  auto child = take();
  if (!child) return fail(child.error());
  auto listing = (*child)->listing(input);
  give_back(std::move(*child));
  return listing;
}

}  // namespace zakonwatch
