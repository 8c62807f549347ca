// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace zakonwatch {

// What is made once for many readers and stands until the stamp changes.
template <typename T>
class Shelf {
 public:
  T* find(const std::string& key, int64_t stamp) {
    if (std::exchange(stamp_, stamp) != stamp) kept_.clear();
    const auto found = kept_.find(key);
    return found == kept_.end() ? nullptr : &found->second;
  }
  T& put(const std::string& key, T value) {
    if (kept_.size() >= kMost) kept_.clear();
    return kept_.insert_or_assign(key, std::move(value)).first->second;
  }

 private:
  static constexpr size_t kMost = 64;
  int64_t stamp_ = -1;
  std::map<std::string, T> kept_;
};

}  // namespace zakonwatch
