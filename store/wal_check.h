// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace zakonwatch {

// SQLite reads its log only up to the first frame whose checksum is wrong, and says nothing: what was
// committed behind a damaged frame is gone unseen. A sentence where that is so, else empty. To be called
// before anybody opens the database, who would tidy the log away. Format: sqlite.org/fileformat2.html,
// section 4. That a writer was killed in the middle of its last frame looks the same, until the next one has
// tidied up.
std::string wal_problem(const std::filesystem::path& database);

}  // namespace zakonwatch
