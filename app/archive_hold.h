// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace zakonwatch {

// Keeps `prune` and `backup` apart: a copy whose record was taken before, and whose archive after, a pruning
// would lack bodies that its record counts on. An flock on the archive's folder, so that a killed process
// leaves nothing; a Fault of kind busy where the other has it.
class ArchiveHold {
 public:
  enum class Kind { shared, alone };
  ArchiveHold(const std::filesystem::path& archive, Kind kind);
  ~ArchiveHold();
  ArchiveHold(const ArchiveHold&) = delete;
  ArchiveHold& operator=(const ArchiveHold&) = delete;

 private:
  int fd_;
};

}  // namespace zakonwatch
