// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/percolate.h"

#include "app/index_documents.h"
#include "base/log.h"

namespace zakonwatch {

ChangePercolator::ChangePercolator(Environment& environment, const RecordedChange& change)
    : percolator_(index_document(environment, change)), lexicons_(environment.lexicons()) {}

bool ChangePercolator::matches(const std::string& query) {
  const auto found = percolator_.matches(query, lexicons_);
  if (!found) log::warn("a subscription's query cannot be read and matches nothing");
  return found.value_or(false);
}

}  // namespace zakonwatch
