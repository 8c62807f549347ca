// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/fault.h"
#include "store/ledger.h"
#include "store/sqlite.h"
#include "store/version_rows.h"
#include "store/versions.h"

namespace zakonwatch {

Result<int64_t> Versions::verify() {
  int64_t count = 0;
  auto row = record_.database().prepare("SELECT id FROM version ORDER BY id");
  for (; row.step(); ++count)
    if (auto sound = verify(row.row_id<VersionId>(0)); !sound) return fail(sound.error());
  return count;
}

Result<void> Versions::verify(VersionId id) {
  auto row = record_.database().query(
      "SELECT v.ledger_seq, s.ledger_seq, v.text_sha256, v.parser, v.profile, v.source_def "
      "FROM version v JOIN snapshot s ON s.id = v.snapshot WHERE v.id = ?",
      id);
  if (!row.step())
    return fail(ErrorKind::not_found, fmt::format("version {} is not in the record", id.value));
  const LedgerFields fields =
      version_ledger_fields(row.integer(1), row.text(2), {row.text(3), row.text(4), row.text(5)});
  if (!Ledger(record_).says(row.integer(0), "version", fields))
    return fail(ErrorKind::suspicious,
                fmt::format("version {} does not say what ledger entry {} says", id.value, row.integer(0)));
  if (act_text_hash(load(id)) != row.view(2))
    return fail(ErrorKind::suspicious,
                fmt::format("the text of version {} is not the one ledger entry {} was made for", id.value,
                            row.integer(0)));
  return {};
}

}  // namespace zakonwatch
