// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/backup.h"

#include <fmt/format.h>

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

}  // namespace

void back_up(Database& database, const std::filesystem::path& target) {
  const std::filesystem::path copy = target.string() + ".part";
  std::filesystem::remove(copy);  // of an interrupted run
  make_private_file(copy);        // VACUUM INTO fills an empty file
  database.run("VACUUM INTO ?", copy.string());
  require_sound(copy);
  value_or_throw(fsync_file(copy));
  std::filesystem::rename(copy, target);
  fsync_directory(std::filesystem::absolute(target).parent_path());
}

}  // namespace zakonwatch
