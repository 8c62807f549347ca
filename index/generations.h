// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

// The index folder holds one Xapian database per generation ("1", "2" …) and the stub file XAPIANDB that
// names the one in use. A rebuild fills the next generation beside the old one and is swapped in by renaming
// the stub: readers see the old index whole or the new one whole.
namespace zakonwatch::generations {

// The generation in use; 0 where there is none yet. A stub that somebody wrote by hand (remote shards) is an
// error of kind config: it can be read, never written.
Result<int> current(const std::filesystem::path& folder);
// Whether anything was ever published here: a first build that was interrupted has left no stub.
bool has_stub(const std::filesystem::path& folder);
// A number that no folder bears yet.
int next(const std::filesystem::path& folder);
std::filesystem::path path(const std::filesystem::path& folder, int generation);
Result<void> publish(const std::filesystem::path& folder, int generation);
// Every generation but one: left behind by a rebuild that was killed, or by the one just swapped out.
void remove_others(const std::filesystem::path& folder, int kept);

}  // namespace zakonwatch::generations
