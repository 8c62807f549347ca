// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/documents.h"

#include "base/fault.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr const char* kSelect =
    "SELECT id, source, url, key, title, etag, last_modified, fingerprint, body_sha256, "
    "rejected_fingerprint, last_snapshot, first_seen, last_checked, last_changed, last_full_fetch, "
    "pending_fingerprint, pending_since, flaps, flapped_at, gone_since, gone_seen, gone_days, amended_by "
    "FROM document "
    "WHERE source = ?";

Document read_document(const Statement& row) {
  Document document;
  document.id = row.integer(0);
  document.source = SourceId(row.text(1));
  document.url = row.text(2);
  document.key = row.text(3);
  document.title = row.text(4);
  document.etag = row.text(5);
  document.last_modified = row.text(6);
  document.fingerprint = row.text(7);
  document.body_sha256 = row.text(8);
  document.rejected_fingerprint = row.text(9);
  document.last_snapshot = row.row_id<SnapshotId>(10);
  document.first_seen = row.instant(11);
  document.last_checked = row.maybe_instant(12);
  document.last_changed = row.maybe_instant(13);
  document.last_full_fetch = row.maybe_instant(14);
  document.pending_fingerprint = row.text(15);
  document.pending_since = row.maybe_instant(16);
  document.flaps = static_cast<int>(row.integer(17));
  document.flapped_at = row.maybe_instant(18);
  document.gone_since = row.maybe_instant(19);
  document.gone_seen = row.maybe_instant(20);
  document.gone_days = static_cast<int>(row.integer(21));
  document.amended_by = row.text(22);
  return document;
}

std::optional<SnapshotId> maybe(SnapshotId id) { return id ? std::optional(id) : std::nullopt; }

}  // namespace

Document Documents::get_or_add(const SourceId& source, const std::string& url, Instant now) {
  Database& database = record_.database();
  const std::string select = std::string(kSelect) + " AND url = ?";
  {
    auto row = database.query(select, source, url);
    if (row.step()) return read_document(row);
  }
  database.run(
      "INSERT INTO document (source, url, first_seen) VALUES (?, ?, ?) ON CONFLICT (source, url) DO NOTHING",
      source, url, now);
  auto row = database.query(select, source, url);
  if (!row.step()) throw Fault(ErrorKind::io, database.name() + ": a document just added cannot be read");
  return read_document(row);
}

std::vector<Document> Documents::of_source(const SourceId& source) {
  std::vector<Document> documents;
  auto row = record_.database().query(std::string(kSelect) + " ORDER BY id", source);
  while (row.step()) documents.push_back(read_document(row));
  return documents;
}

std::vector<Document> Documents::pending(const SourceId& source) {
  std::vector<Document> documents;
  auto row =
      record_.database().query(std::string(kSelect) + " AND pending_since IS NOT NULL ORDER BY id", source);
  while (row.step()) documents.push_back(read_document(row));
  return documents;
}

void Documents::save(const Document& document) {
  record_.database().run(
      "UPDATE document SET key = ?, title = ?, etag = ?, last_modified = ?, fingerprint = ?, body_sha256 = "
      "?, rejected_fingerprint = ?, last_snapshot = ?, last_checked = ?, last_changed = ?, last_full_fetch "
      "= ?, pending_fingerprint = ?, pending_since = ?, flaps = ?, flapped_at = ?, gone_since = ?, gone_seen "
      "= "
      "?, gone_days = ?, amended_by = ? WHERE id = ?",
      document.key, document.title, document.etag, document.last_modified, document.fingerprint,
      document.body_sha256, document.rejected_fingerprint, maybe(document.last_snapshot),
      document.last_checked, document.last_changed, document.last_full_fetch, document.pending_fingerprint,
      document.pending_since, document.flaps, document.flapped_at, document.gone_since, document.gone_seen,
      document.gone_days, document.amended_by, document.id);
}

}  // namespace zakonwatch
