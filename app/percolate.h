// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/environment.h"
#include "index/percolator.h"
#include "store/changes.h"

namespace zakonwatch {

// Judges the free queries of subscriptions against one change. One bad query stops no other: it matches
// nothing and the log says so, without its words.
class ChangePercolator {
 public:
  ChangePercolator(Environment& environment, const RecordedChange& change);
  bool matches(const std::string& query);

 private:
  Percolator percolator_;
  std::vector<std::shared_ptr<const Lexicon>> lexicons_;
};

}  // namespace zakonwatch
