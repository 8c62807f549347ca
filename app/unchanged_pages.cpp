// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unchanged_pages.h"

#include <utility>

namespace zakonwatch {
namespace {
constexpr size_t kAtOnce = 500;
}

void UnchangedPages::add(Document document) {
  waiting_.push_back(std::move(document));
  if (waiting_.size() >= kAtOnce) write();
}

void UnchangedPages::write() {
  if (waiting_.empty()) return;
  as_one(record_, [&] {
    for (const Document& document : waiting_) documents_.save(document);
  });
  waiting_.clear();
}

void as_one(Record& record, const std::function<void()>& steps) {
  Record::Transaction transaction(record);
  steps();
  transaction.commit();
}

}  // namespace zakonwatch
