// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// Whole files. A missing or unreadable file is an error of kind io that names it.
Result<std::string> read_file(const std::filesystem::path& file, size_t limit = size_t{256} << 20);
// Written beside, fsynced, renamed over: a reader sees the old file or the new one, never half.
Result<void> write_file_atomic(const std::filesystem::path& file, std::string_view bytes, int mode = 0644);
// What others wrote into a file is on the disk when this returns.
Result<void> fsync_file(const std::filesystem::path& file);
// A copy of a file as long as it is now, beside and renamed like write_file_atomic.
Result<void> copy_file_atomic(const std::filesystem::path& from, const std::filesystem::path& to, int mode);
void fsync_directory(const std::filesystem::path& directory);

}  // namespace zakonwatch
