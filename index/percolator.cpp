// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/percolator.h"

#include "base/fault.h"
#include "base/text.h"
#include "index/document_terms.h"
#include "index/query.h"
#include "index/xapian_guard.h"

namespace zakonwatch {

struct Percolator::Impl {
  Xapian::WritableDatabase database{"", Xapian::DB_BACKEND_INMEMORY};
  Stems stems;

  bool matches(const std::vector<QueryItem>& items, const LexiconList& lexicons) {
    Xapian::Enquire enquire(database);
    enquire.set_query(build_query(items, database, lexicons, stems).all);
    return !enquire.get_mset(0, 1).empty();
  }
};

Percolator::Percolator(const IndexDocument& document) : impl_(std::make_unique<Impl>()) {
  value_or_throw(
      xapian_guard("percolator", [&] { impl_->database.add_document(to_xapian(document, impl_->stems)); }));
}

Percolator::Percolator(Percolator&&) noexcept = default;
Percolator::~Percolator() = default;

Result<bool> Percolator::matches(const std::string& query, const LexiconList& lexicons) {
  if (trim(query).empty()) return true;
  auto items = read_query(query);
  if (!items) return fail(items.error());
  return xapian_guard("percolator", [&] { return impl_->matches(*items, lexicons); });
}

}  // namespace zakonwatch
