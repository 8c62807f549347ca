// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace zakonwatch {

// What the index says of itself. Looked at by a child process: a damaged block can make Xapian 1.4 read out
// of bounds, and whoever asks must live to tell.
struct IndexState {
  enum class Kind { none, sound, damaged, foreign } kind = Kind::none;  // foreign: a stub over remote shards
  int64_t last_seq = 0;  // of a sound one: the last event of the record that it holds
  std::string problem;   // of a damaged one, in words
};
// `thoroughly` reads every block (Xapian::Database::check) and not the sequence number alone.
IndexState check_index(const std::filesystem::path& folder, bool thoroughly);

}  // namespace zakonwatch
