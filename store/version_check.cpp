// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/fault.h"
#include "store/ledger.h"
#include "store/provisions.h"
#include "store/sqlite.h"
#include "store/version_rows.h"
#include "store/versions.h"

namespace zakonwatch {

namespace {

tl::unexpected<Error> altered(const char* what, VersionId id, int64_t entry) {
  return fail(ErrorKind::suspicious, fmt::format("{} of version {} is not what ledger entry {} was made for",
                                                 what, id.value, entry));
}

// The columns from `first` on that about_hash() covers.
bool about_intact(const Statement& row, int first, int hash, const std::string& parents) {
  std::vector<std::string_view> columns;
  for (int column = first; column < hash; ++column) columns.push_back(row.view(column));
  columns.push_back(parents);
  return about_hash(columns) == row.view(hash);
}

}  // namespace

Result<int64_t> Versions::verify() {
  ProvisionCheck provisions(record_.database());
  int64_t count = 0;
  auto row = record_.database().prepare("SELECT id FROM version ORDER BY id");
  for (; row.step(); ++count)
    if (auto sound = verify(row.row_id<VersionId>(0), provisions); !sound) return fail(sound.error());
  return count;
}

Result<void> Versions::verify(VersionId id) {
  ProvisionCheck provisions(record_.database());
  return verify(id, provisions);
}

Result<void> Versions::verify(VersionId id, ProvisionCheck& provisions) {
  auto row = record_.database().query(
      "SELECT v.ledger_seq, s.ledger_seq, v.text_sha256, v.parser, v.profile, v.source_def, v.title, "
      "v.number, v.language, v.adopted, v.published, v.in_force_from, v.edition, v.notes, v.quality, "
      "v.valid_from, v.basis, v.about_sha256 FROM version v JOIN snapshot s ON s.id = v.snapshot WHERE v.id "
      "= ?",
      id);
  if (!row.step())
    return fail(ErrorKind::not_found, fmt::format("version {} is not in the record", id.value));
  const int64_t entry = row.integer(0);
  const LedgerFields fields =
      version_ledger_fields(row.integer(1), row.text(2), {row.text(3), row.text(4), row.text(5)});
  if (!Ledger(record_).says(entry, "version", fields)) return altered("the derivation", id, entry);
  const ProvisionCheck::Text text = provisions.text_of(id);
  if (!about_intact(row, 6, 17, text.parents)) return altered("the title, a date or a note", id, entry);
  if (!text.intact || sha256_hex(text.bytes) != row.view(2)) return altered("the text", id, entry);
  return {};
}

}  // namespace zakonwatch
