// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace zakonwatch {

// The extension field in which our revisit records name the position of what they revisit.
inline constexpr std::string_view kRefersToPosition = "Zakonwatch-Refers-To-Position";
// That in which a conversion record names those of the pages it was made of, with spaces between.
inline constexpr std::string_view kMadeOfPositions = "Zakonwatch-Made-Of-Positions";

// The archive's files, oldest first.
std::vector<std::filesystem::path> warc_files(const std::filesystem::path& folder);

// Where the last whole record of a file ends. Searches backwards from the end, so that a gigabyte of sound
// records is not read for the sake of one torn tail.
int64_t whole_records_end(const std::filesystem::path& file);

}  // namespace zakonwatch
