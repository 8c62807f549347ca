// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "app/archive_hold.h"
#include "app/commands/command.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"
#include "store/record.h"
#include "store/subscriptions.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBlock = size_t{1} << 20;

// Whether the copy is the file, octet by octet: one that was damaged since has the right size too.
bool is_copy(const fs::path& file, const fs::path& copy) {
  std::error_code missing;
  if (fs::file_size(copy, missing) != fs::file_size(file)) return false;
  std::ifstream ours(file, std::ios::binary), theirs(copy, std::ios::binary);
  std::string a(kBlock, '\0'), b(kBlock, '\0');
  while (ours && theirs) {
    ours.read(a.data(), static_cast<std::streamsize>(kBlock));
    theirs.read(b.data(), static_cast<std::streamsize>(kBlock));
    if (ours.gcount() != theirs.gcount() || !std::equal(a.begin(), a.begin() + ours.gcount(), b.begin()))
      return false;
  }
  return ours.eof() && theirs.eof();
}

// WARC files only ever grow at their end (but for `prune`, which is kept away), so a copy of what is there
// holds every record that record.db can name, and a file that is there already need not be written again.
void back_up_archive(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.path().extension() == ".part") continue;  // what an interrupted `restore` left
    const fs::path target = to / entry.path().filename();
    if (!is_copy(entry.path(), target)) value_or_throw(copy_file_atomic(entry.path(), target, 0600));
  }
}

int run(Environment& environment, const std::string& folder) {
  const fs::path state = environment.state(), target = folder;
  std::error_code error;
  fs::create_directories(target, error);
  if (error) throw Fault(ErrorKind::io, fmt::format("{}: {}", folder, error.message()));
  fs::permissions(target, fs::perms::owner_all, error);
  std::optional<ArchiveHold> hold;
  if (fs::exists(state / "warc")) hold.emplace(state / "warc", ArchiveHold::Kind::shared);
  // The record is copied first: whatever bodies it names are in the archive already. It takes the place of an
  // older copy last: until then that one stays whole, for an archive that has grown holds its bodies too.
  const fs::path copy = target / "record.db.new";
  Record::open(state / "record.db", Record::Mode::read_only)->back_up(copy);
  if (hold) back_up_archive(state / "warc", target / "warc");
  Subscribers::open(state / "subscribers.db")->back_up(target / "subscribers.db");
  fs::rename(copy, target / "record.db");
  fsync_directory(target);
  print(fmt::format(
      "backed up to {}\nsubscribers.db in it keeps people who are forgotten later: keep it briefly\n",
      folder));
  return 0;
}

}  // namespace

void add_backup(CommandLine& line) {
  CLI::App* sub = line.verb("backup", "Copy record, subscribers and archive while others work");
  auto folder = std::make_shared<std::string>();
  sub->add_option("DIR", *folder, "Where to")->required();
  line.runs(sub, [folder](Environment& environment) { return run(environment, *folder); });
}

}  // namespace zakonwatch
