// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace zakonwatch {
namespace {

using Steady = std::chrono::steady_clock;
constexpr int kNotFound = 127;  // what prlimit and shells say of a missing program

// prlimit(1) sets the limits between fork and exec, which posix_spawn cannot.
std::vector<std::string> limited(const std::vector<std::string>& command, const ProgramLimits& limits) {
  std::vector<std::string> out{"prlimit",
                               fmt::format("--as={}", limits.memory),
                               fmt::format("--cpu={}", limits.patience.count() + 1),
                               fmt::format("--fsize={}", limits.output * 4),
                               "--core=0",
                               "--"};
  out.insert(out.end(), command.begin(), command.end());
  return out;
}

// In a process group of its own, so that its children end with it.
int spawn(const std::vector<std::string>& command, int channel, pid_t& process) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t look;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&look);
  posix_spawn_file_actions_adddup2(&files, channel, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, channel, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_setflags(&look, POSIX_SPAWN_SETPGROUP);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const char* path = std::getenv("PATH");
  std::string where = fmt::format("PATH={}", path == nullptr ? "/usr/bin:/bin" : path),
              locale = "LC_ALL=C.UTF-8", threads = "OMP_THREAD_LIMIT=1";
  char* environment[] = {where.data(), locale.data(), threads.data(), nullptr};
  const int status = posix_spawnp(&process, arguments[0], &files, &look, arguments.data(), environment);
  posix_spawnattr_destroy(&look);
  posix_spawn_file_actions_destroy(&files);
  return status;
}

// Writes and reads in turn until the other side closes; false when time or room runs out.
bool converse(int channel, std::string_view input, std::string& output, size_t most,
              Steady::time_point until) {
  fcntl(channel, F_SETFL, O_NONBLOCK);
  char buffer[65536];
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now()).count();
    pollfd ready{channel, static_cast<short>(input.empty() ? POLLIN : POLLIN | POLLOUT), 0};
    if (left <= 0 || poll(&ready, 1, static_cast<int>(left)) == 0) return false;
    if (!input.empty() && (ready.revents & POLLOUT) != 0) {
      const ssize_t put = ::send(channel, input.data(), input.size(), MSG_NOSIGNAL);
      if (put > 0) input.remove_prefix(static_cast<size_t>(put));
      if (put < 0 && errno != EAGAIN && errno != EINTR) input = {};  // it wants no more
      if (input.empty()) shutdown(channel, SHUT_WR);
    }
    if ((ready.revents & (POLLIN | POLLHUP)) == 0) continue;
    const ssize_t got = read(channel, buffer, sizeof buffer);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return true;
    if (got > 0) output.append(buffer, static_cast<size_t>(got));
    if (output.size() > most) return false;
  }
}

}  // namespace

Result<std::string> run_program(const std::vector<std::string>& command, std::string_view input,
                                const ProgramLimits& limits) {
  const std::string& name = command.at(0);
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return fail(ErrorKind::busy, fmt::format("no channel to {}: {}", name, std::strerror(errno)));
  pid_t process = 0;
  const int failed = spawn(limited(command, limits), ends[1], process);
  close(ends[1]);
  std::string output;
  const bool ended =
      failed == 0 && converse(ends[0], input, output, limits.output, Steady::now() + limits.patience);
  close(ends[0]);
  if (failed != 0)
    return fail(ErrorKind::not_found, fmt::format("{} cannot be started: {}", name, std::strerror(failed)));
  kill(-process, SIGKILL * (ended ? 0 : 1));
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
  kill(-process, SIGKILL);  // what it left behind
  if (!ended)
    return fail(ErrorKind::timeout,
                fmt::format("{} took longer than {} s or wrote too much", name, limits.patience.count()));
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotFound)
    return fail(ErrorKind::not_found, fmt::format("{} is not installed", name));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return fail(ErrorKind::parse, fmt::format("{} could not read the document", name));
  return output;
}

}  // namespace zakonwatch
