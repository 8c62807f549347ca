// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/record.h"

namespace zakonwatch {

using LedgerFields = std::vector<std::pair<std::string, std::string>>;  // name, value

// The hash chain: one entry per stored response and per derived version. An entry's bytes are lines
// "name: value" (LF) in a fixed order beginning with format, prev, seq, kind; its hash is the SHA-256 of
// those bytes, so that `sha256sum` verifies it. prev of the first entry is 64 zeros. A value is one line:
// control characters and backslashes are written \x0a, \x5c.
struct LedgerEntry {
  int64_t seq = 0;
  std::string kind;  // response | version
  std::string bytes;
  std::string hash;
};

class Ledger {
 public:
  explicit Ledger(Record& record) : record_(record) {}
  // Fields in the order given; format, prev, seq and kind are put in front. Within the caller's transaction.
  LedgerEntry append(const std::string& kind, const LedgerFields& fields);
  std::optional<LedgerEntry> get(int64_t seq);
  LedgerEntry head();
  // From entry `first` on, in order.
  void each(int64_t first, const std::function<void(const LedgerEntry&)>& visit);
  // Whether entry `seq` says exactly this: a row that was altered after it was written does not match.
  bool says(int64_t seq, const std::string& kind, const LedgerFields& fields);
  // Recomputes the chain; the error names the first bad entry.
  Result<int64_t> verify();

 private:
  Record& record_;
};

}  // namespace zakonwatch
