// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <filesystem>

#include "app/commands/command.h"
#include "app/evidence_check.h"
#include "app/index_follower.h"
#include "app/state_lock.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"
#include "store/record.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

// The backup is believed only after it was checked like a state of its own.
void require_sound(Environment& environment, const fs::path& folder) {
  if (!fs::exists(folder / "record.db"))
    throw Fault(ErrorKind::not_found, fmt::format("{} is no backup: it holds no record.db", folder.string()));
  Globals globals = environment.globals();
  globals.state = folder.string();
  Environment backup(std::move(globals));
  const EvidenceReport report = check_evidence(backup, {});
  if (!report.faults.empty())
    throw Fault(ErrorKind::suspicious,
                fmt::format("{}: the backup is not sound ({} findings): {}; "
                            "`zakonwatch --state {} verify` names them all",
                            folder.string(), report.faults.size(), report.faults.front(), folder.string()));
}

void require_empty(const fs::path& state) {
  if (fs::exists(state / "record.db"))
    throw Fault(
        ErrorKind::usage,
        fmt::format("{} holds a record; move it away first, restoring never overwrites one", state.string()));
}

// record.db last: a run that was killed before it left no record behind, and is begun again.
void copy_back(const fs::path& from, const fs::path& state) {
  fs::create_directories(state / "warc");
  if (fs::exists(from / "warc"))
    for (const auto& entry : fs::directory_iterator(from / "warc"))
      if (entry.path().extension() != ".part")  // what an interrupted `backup` left
        value_or_throw(copy_file_atomic(entry.path(), state / "warc" / entry.path().filename(), 0640));
  if (fs::exists(from / "subscribers.db"))
    value_or_throw(copy_file_atomic(from / "subscribers.db", state / "subscribers.db", 0600));
  value_or_throw(copy_file_atomic(from / "record.db", state / "record.db", 0600));
}

int run(Environment& environment, const std::string& folder) {
  const fs::path state = environment.state();
  const StateLock lock(state, "restore");
  require_empty(state);
  require_sound(environment, folder);
  copy_back(folder, state);
  const auto record = Record::open(state / "record.db");
  const int64_t taken = value_or_throw(rebuild_index(environment, *record, state / "index"));
  print(fmt::format("restored from {}: sound, {} events indexed\n", folder, taken));
  return 0;
}

}  // namespace

void add_restore(CommandLine& line) {
  CLI::App* sub = line.verb("restore", "Bring a backup back into an empty state folder");
  auto folder = std::make_shared<std::string>();
  sub->add_option("DIR", *folder, "Where `backup` wrote to")->required();
  line.runs(sub, [folder](Environment& environment) { return run(environment, *folder); });
}

}  // namespace zakonwatch
