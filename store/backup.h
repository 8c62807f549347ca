// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace zakonwatch {

class Database;

// A copy of a database as of one instant, while others go on reading and writing (VACUUM INTO). It is written
// beside, checked, fsynced and renamed: the target is the old file or a sound new one, never half. Mode 0600.
// A Fault where the copy cannot be made or fails its check.
void back_up(Database& database, const std::filesystem::path& target);

}  // namespace zakonwatch
