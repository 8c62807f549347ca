// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/fault.h"
#include "base/files.h"
#include "store/private_file.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

void require_sound(const std::filesystem::path& copy) {
  Database database(copy, Database::Mode::read_only);
  if (auto problems = database.problems(); !problems.empty())
    throw Fault(ErrorKind::io, fmt::format("{}: the copy is not sound: {}", copy.string(), problems.front()));
}

void sync_file(const std::filesystem::path& file) {
  int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw Fault(ErrorKind::io, fmt::format("{}: {}", file.string(), std::strerror(error)));
}

}  // namespace

void back_up(Database& database, const std::filesystem::path& target) {
  const std::filesystem::path copy = target.string() + ".part";
  std::filesystem::remove(copy);  // of an interrupted run
  make_private_file(copy);        // VACUUM INTO fills an empty file
  database.run("VACUUM INTO ?", copy.string());
  require_sound(copy);
  sync_file(copy);
  std::filesystem::rename(copy, target);
  fsync_directory(std::filesystem::absolute(target).parent_path());
}

}  // namespace zakonwatch
