// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace zakonwatch {

// Makes the file where missing, and in either case readable by its owner only. SQLite gives -wal and -shm the
// mode of the database they belong to.
void make_private_file(const std::filesystem::path& file);

}  // namespace zakonwatch
