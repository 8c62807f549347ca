// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include <fmt/format.h>

#include "base/fault.h"
#include "base/log.h"
#include "store/backup.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

int64_t version_of(Database& database) { return database.integer("PRAGMA user_version"); }

bool is_empty(Database& database) { return database.integer("SELECT count(*) FROM sqlite_schema") == 0; }

void refuse(const Database& database, const std::string& sentence) {
  throw Fault(ErrorKind::config, fmt::format("{}: {}", database.file().string(), sentence));
}

void require_ours(Database& database, const Schema& schema) {
  if (database.integer("PRAGMA application_id") != schema.application_id)
    refuse(database, "this file was not made by Zakonwatch, or is not the file expected here");
  int64_t version = version_of(database);
  int64_t known = static_cast<int64_t>(schema.steps.size());
  if (version > known)
    refuse(database,
           fmt::format("it was written by a newer Zakonwatch (schema {}, this program knows up to {}): "
                       "install that version or a later one",
                       version, known));
}

std::filesystem::path backup_name(const Database& database, int64_t version) {
  return fmt::format("{}.schema-{}.backup", database.file().string(), version);
}

// Another process may have done the step while we waited for the lock: the version is read again inside.
void take_step(Database& database, const Schema& schema, int64_t step) {
  Atomic atomic(database);
  if (version_of(database) != step) return;
  database.execute(schema.steps[static_cast<size_t>(step)]);
  database.execute(
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={};", schema.application_id, step + 1));
  if (!database.problems_of_references().empty())
    refuse(database,
           fmt::format("migration step {} left rows that refer to nothing; nothing was changed", step + 1));
  atomic.commit();
}

void take_steps(Database& database, const Schema& schema) {
  database.execute("PRAGMA journal_mode=WAL");
  // Rebuilding a table that others refer to needs the checks off; each step checks before it commits.
  database.execute("PRAGMA foreign_keys=OFF");
  const auto known = static_cast<int64_t>(schema.steps.size());
  for (int64_t version = version_of(database); version < known; version = version_of(database))
    take_step(database, schema, version);
  database.execute("PRAGMA foreign_keys=ON");
}

// Where people may be forgotten no copy of them outlives the migration, not even one that was killed between
// its last step and the removal of the copy.
void forget_backups(const Database& database, const Schema& schema) {
  for (int64_t version = 1; version < static_cast<int64_t>(schema.steps.size()); ++version)
    std::filesystem::remove(backup_name(database, version));
}

}  // namespace

void migrate(Database& database, const Schema& schema) {
  if (is_empty(database)) return take_steps(database, schema);
  require_ours(database, schema);
  const int64_t version = version_of(database);
  if (version == static_cast<int64_t>(schema.steps.size())) {
    if (!schema.keep_backup) forget_backups(database, schema);
    return;
  }
  const auto backup = backup_name(database, version);
  back_up(database, backup);
  log::info("{}: schema {} is brought to {}; the old file is kept as {}", database.name(), version,
            schema.steps.size(), backup.filename().string());
  take_steps(database, schema);
  if (!schema.keep_backup) forget_backups(database, schema);
}

void require_current(Database& database, const Schema& schema) {
  if (is_empty(database)) refuse(database, "it is empty: nothing has been recorded yet");
  require_ours(database, schema);
  if (version_of(database) < static_cast<int64_t>(schema.steps.size()))
    refuse(database,
           "its schema is older than this program: run a command that writes first (`zakonwatch crawl`)");
}

}  // namespace zakonwatch
