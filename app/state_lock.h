// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace zakonwatch {

// One writer of the law per state folder: held by daemon, crawl, restore, reindex and prune for as long as
// they run. An flock on <state>/lock, so that a killed process leaves no stale lock. A second taker gets a
// Fault of kind busy that names the holder.
class StateLock {
 public:
  StateLock(const std::filesystem::path& state, const std::string& verb);
  ~StateLock();
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;

 private:
  int fd_;
};

// Who holds a state folder, as StateLock names it ("`zakonwatch daemon` (process 12)"); nothing where nobody
// does. Takes no lock itself.
std::optional<std::string> state_holder(const std::filesystem::path& state);

}  // namespace zakonwatch
