// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "law/ids.h"
#include "law/provision.h"

namespace zakonwatch {

class Database;

// The provisions of a version: each distinct one stored once by the hash of everything it says, versions
// refer to them. Loading gives back exactly what was saved.
void save_provisions(Database& database, VersionId version, const std::vector<Provision>& provisions);
std::vector<Provision> load_provisions(Database& database, VersionId version);
// Where each hangs, as one text.
std::string parents_of(const std::vector<Provision>& provisions);

// Reads versions' texts against the hashes of their provisions; one that many versions share is read once.
class ProvisionCheck {
 public:
  explicit ProvisionCheck(Database& database) : database_(database) {}
  struct Text {
    std::string parents;  // as parents_of()
    std::string bytes;    // as act_hashed_bytes()
    bool intact = true;   // false: a provision is gone, or not what its hash was made of
  };
  Text text_of(VersionId version);

 private:
  static constexpr size_t kHeldAtMost = size_t{64} << 20;
  std::optional<std::string> read(int64_t id);

  Database& database_;
  std::unordered_map<int64_t, std::optional<std::string>> known_;
  size_t held_ = 0, last_size_ = 0;
};

}  // namespace zakonwatch
