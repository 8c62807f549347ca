// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "store/documents.h"

namespace zakonwatch {

// The rows of pages that read as before, written many at a time: a transaction of its own for each would be
// most of what a visit to an unchanged page costs. A crash loses the last few seconds of them, and such a
// page is asked for once more. Pages that changed never come here: they are written at once, with what they
// changed.
class UnchangedPages {
 public:
  explicit UnchangedPages(Record& record) : record_(record), documents_(record) {}
  void add(Document document);
  void write();

 private:
  Record& record_;
  Documents documents_;
  std::vector<Document> waiting_;
};

// Several small steps of the record as one.
void as_one(Record& record, const std::function<void()>& steps);

}  // namespace zakonwatch
