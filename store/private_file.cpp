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

void make_private_file(const std::filesystem::path& file) {
  int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  bool made = descriptor >= 0 && ::fchmod(descriptor, 0600) == 0;
  int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!made) throw Fault(ErrorKind::io, fmt::format("{}: {}", file.string(), std::strerror(error)));
}

}  // namespace zakonwatch
