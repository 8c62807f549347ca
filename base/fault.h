// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

#include "base/result.h"

namespace zakonwatch {

// The house fails by exception: disk full, corrupt database, broken invariant, bad configuration at start.
// Caught in three places only: index/xapian_guard (translates), app/pipeline (per document), main.
class Fault : public std::runtime_error {
 public:
  Fault(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  explicit Fault(const Error& error) : Fault(error.kind, error.sentence()) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

// The value, or the error thrown as a Fault: for callers that cannot go on without it.
template <typename T>
T value_or_throw(Result<T> result) {
  if (!result) throw Fault(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace zakonwatch
