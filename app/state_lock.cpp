// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/fault.h"
#include "base/text.h"

namespace zakonwatch {

StateLock::StateLock(const std::filesystem::path& state, const std::string& verb) {
  const auto file = state / "lock";
  fd_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd_ < 0)
    throw Fault(ErrorKind::io,
                fmt::format("{} cannot be written to ({}); commands that only read go on working",
                            state.string(), std::strerror(errno)));
  if (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    char holder[100] = {};
    const ssize_t n = pread(fd_, holder, sizeof holder - 1, 0);
    close(fd_);
    const std::string who = n > 0 ? std::string(trim(holder)) : "another process";
    throw Fault(ErrorKind::busy,
                fmt::format("{} is in use by {}; wait for it or stop it first", state.string(), who));
  }
  const std::string line = fmt::format("`zakonwatch {}` (process {})\n", verb, getpid());
  if (ftruncate(fd_, 0) != 0 || pwrite(fd_, line.data(), line.size(), 0) < 0)
    throw Fault(ErrorKind::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

std::optional<std::string> state_holder(const std::filesystem::path& state) {
  struct stat file {};
  if (stat((state / "lock").c_str(), &file) != 0) return {};
  std::ifstream locks("/proc/locks");
  const std::string inode = fmt::format(":{} ", file.st_ino);
  for (std::string line; std::getline(locks, line);) {
    if (line.find("FLOCK") == std::string::npos || line.find(inode) == std::string::npos) continue;
    std::ifstream lock(state / "lock");
    std::string holder;
    std::getline(lock, holder);
    return holder;
  }
  return {};
}

StateLock::~StateLock() { close(fd_); }

}  // namespace zakonwatch
