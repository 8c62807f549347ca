// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "law/ids.h"

namespace zakonwatch {

class Database;

// Tells the index's feed that a row is new or reads differently now. Within the caller's transaction.
void note_for_index(Database& database, VersionId version);
void note_for_index(Database& database, ChangeSeq change);

}  // namespace zakonwatch
