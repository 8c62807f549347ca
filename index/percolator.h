// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/index_writer.h"
#include "law/lexicon.h"

namespace zakonwatch {

// A search turned around: one document (a change's text) held in memory, asked by the free query of every
// subscription. A query means here exactly what it means in a search, except that every word must be met.
class Percolator {
 public:
  explicit Percolator(const IndexDocument& document);
  Percolator(Percolator&&) noexcept;
  ~Percolator();

  // An empty query matches. Errors are read_query()'s (kind usage).
  Result<bool> matches(const std::string& query, const std::vector<std::shared_ptr<const Lexicon>>& lexicons);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zakonwatch
