// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive_hold.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/fault.h"

namespace zakonwatch {

ArchiveHold::ArchiveHold(const std::filesystem::path& archive, Kind kind)
    : fd_(open(archive.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (fd_ < 0)
    throw Fault(ErrorKind::io,
                fmt::format("{}: cannot be opened: {}", archive.string(), std::strerror(errno)));
  if (flock(fd_, (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return;
  close(fd_);
  throw Fault(ErrorKind::busy, fmt::format("{} is being {}; wait for it", archive.string(),
                                           kind == Kind::alone ? "copied by `zakonwatch backup`"
                                                               : "written anew by `zakonwatch prune`"));
}

ArchiveHold::~ArchiveHold() { close(fd_); }

}  // namespace zakonwatch
