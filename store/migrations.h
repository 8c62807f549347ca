// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace zakonwatch {

class Database;

// The steps that make a file's schema, oldest first. The list only ever grows: a step that has shipped is
// never edited, since files in the field stand at every number.
struct Schema {
  int32_t application_id;              // stands in the file's header: whose file it is
  std::span<const char* const> steps;  // step n leads to user_version n + 1
  bool keep_backup;                    // of the file as it was before a migration
};

const Schema& record_schema();
const Schema& subscribers_schema();

// Brings a file to the newest schema: each step is one transaction, so that a killed migration goes on where
// it stopped. A file with contents is copied beside first ("record.db.schema-3.backup"). Somebody else's file
// and a schema newer than this program are refused with a sentence.
void migrate(Database& database, const Schema& schema);
// For readers: the file must stand at exactly this schema.
void require_current(Database& database, const Schema& schema);

}  // namespace zakonwatch
