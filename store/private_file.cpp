// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/private_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/fault.h"

namespace zakonwatch {

// A file that is there is never opened here: POSIX takes a process's locks on a file away when it closes any
// descriptor of it, those of SQLite's connections included. Another process would then take the log of writes
// for abandoned, delete it, and what is written afterwards would be lost.
void make_private_file(const std::filesystem::path& file) {
  const auto refuse = [&](int error) {
    throw Fault(ErrorKind::io, fmt::format("{}: {}", file.string(), std::strerror(error)));
  };
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (made >= 0) {
    ::close(made);
    return;
  }
  if (errno != EEXIST) refuse(errno);
  struct stat there {};
  if (::lstat(file.c_str(), &there) != 0) refuse(errno);
  if (!S_ISREG(there.st_mode)) refuse(ELOOP);
  if ((there.st_mode & 0777) != 0600 && ::chmod(file.c_str(), 0600) != 0) refuse(errno);
}

}  // namespace zakonwatch
