// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/fault.h"
#include "store/documents.h"
#include "store/ledger.h"
#include "store/names.h"
#include "store/snapshot_rows.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr Names<SnapshotState, 3> kStates{{{SnapshotState::accepted, "accepted"},
                                           {SnapshotState::held, "held"},
                                           {SnapshotState::rejected, "rejected"}}};

LedgerFields ledger_fields(const Snapshot& snapshot) {
  return {{"source", snapshot.source.value},
          {"url", snapshot.url},
          {"fetched_at", to_rfc3339(snapshot.fetched_at)},
          {"status", std::to_string(snapshot.status)},
          {"headers_sha256", snapshot.headers_sha256},
          {"body_sha256", snapshot.body_sha256},
          {"tls_issuer", snapshot.tls_issuer}};
}

std::string select_snapshots(const std::string& where) {
  return "SELECT " + snapshot_columns("s") + " FROM snapshot s WHERE " + where;
}

// The row of an archive record, where an interrupted run wrote it already.
std::optional<SnapshotId> at_position(Database& database, const Snapshot& snapshot) {
  if (snapshot.warc.file.empty()) return {};
  auto row = database.query(select_snapshots("s.warc_file = ? AND s.warc_offset = ?"), snapshot.warc.file,
                            snapshot.warc.offset);
  if (!row.step()) return {};
  const Snapshot there = read_snapshot(row);
  if (there.source != snapshot.source || there.url != snapshot.url ||
      there.body_sha256 != snapshot.body_sha256)
    throw Fault(ErrorKind::io, fmt::format("{}: two snapshots claim the archive record {}", database.name(),
                                           snapshot.warc.to_string()));
  return there.id;
}

void insert(Database& database, const Snapshot& snapshot, int64_t ledger_seq) {
  database.run(
      "INSERT INTO snapshot (source, url, fetched_at, status, headers_sha256, body_sha256, media_type, "
      "charset, tls_issuer, warc_file, warc_offset, state, reason, ledger_seq) VALUES (?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?)",
      snapshot.source, snapshot.url, snapshot.fetched_at, snapshot.status, snapshot.headers_sha256,
      snapshot.body_sha256, snapshot.media_type, snapshot.charset, snapshot.tls_issuer, snapshot.warc.file,
      snapshot.warc.offset, name_of(kStates, snapshot.state), snapshot.reason, ledger_seq);
}

}  // namespace

std::string snapshot_columns(const std::string& alias) {
  std::string columns;
  for (const char* column :
       {"id", "source", "url", "fetched_at", "status", "headers_sha256", "body_sha256", "media_type",
        "charset", "tls_issuer", "warc_file", "warc_offset", "state", "reason"})
    columns += (columns.empty() ? "" : ", ") + alias + "." + column;
  return columns;
}

Snapshot read_snapshot(const Statement& row, int first) {
  Snapshot snapshot;
  snapshot.id = row.row_id<SnapshotId>(first);
  snapshot.source = SourceId(row.text(first + 1));
  snapshot.url = row.text(first + 2);
  snapshot.fetched_at = row.instant(first + 3);
  snapshot.status = static_cast<int>(row.integer(first + 4));
  snapshot.headers_sha256 = row.text(first + 5);
  snapshot.body_sha256 = row.text(first + 6);
  snapshot.media_type = row.text(first + 7);
  snapshot.charset = row.text(first + 8);
  snapshot.tls_issuer = row.text(first + 9);
  snapshot.warc = {row.text(first + 10), row.integer(first + 11)};
  snapshot.state = named(kStates, row.view(first + 12));
  snapshot.reason = row.text(first + 13);
  return snapshot;
}

SnapshotId Snapshots::add(const Snapshot& snapshot) {
  Database& database = record_.database();
  Atomic atomic(database);
  if (auto there = at_position(database, snapshot)) return *there;
  const LedgerEntry entry = Ledger(record_).append("response", ledger_fields(snapshot));
  insert(database, snapshot, entry.seq);
  const SnapshotId id(database.last_insert_rowid());
  atomic.commit();
  return id;
}

std::optional<Snapshot> Snapshots::get(SnapshotId id) {
  auto row = record_.database().query(select_snapshots("s.id = ?"), id);
  if (!row.step()) return {};
  return read_snapshot(row);
}

int64_t Snapshots::ledger_entry(SnapshotId id) {
  auto row = record_.database().query("SELECT ledger_seq FROM snapshot WHERE id = ?", id);
  if (!row.step()) throw Fault(ErrorKind::not_found, fmt::format("there is no snapshot {}", id.value));
  return row.integer(0);
}

void Snapshots::set_state(SnapshotId id, SnapshotState state, const std::string& reason) {
  record_.database().run("UPDATE snapshot SET state = ?, reason = ? WHERE id = ?", name_of(kStates, state),
                         reason, id);
}

std::vector<Snapshot> Snapshots::held() {
  std::vector<Snapshot> held;
  auto row = record_.database().prepare(select_snapshots("s.state = 'held' ORDER BY s.id"));
  while (row.step()) held.push_back(read_snapshot(row));
  return held;
}

std::vector<Snapshot> Snapshots::held_at(const SourceId& source, const std::string& url) {
  std::vector<Snapshot> held;
  auto row = record_.database().query(
      select_snapshots("s.state = 'held' AND s.source = ? AND s.url = ? ORDER BY s.id"), source, url);
  while (row.step()) held.push_back(read_snapshot(row));
  return held;
}

std::vector<Snapshot> Snapshots::unneeded(Instant before) {
  std::vector<Snapshot> out;
  auto row = record_.database().query(
      select_snapshots("s.state <> 'held' AND s.warc_file <> '' AND s.fetched_at < ? "
                       "AND s.id NOT IN (SELECT snapshot FROM version) "
                       "AND s.id NOT IN (SELECT last_snapshot FROM document WHERE last_snapshot IS NOT NULL) "
                       "AND s.id NOT IN (SELECT snapshot FROM operator_request) ORDER BY s.id"),
      before);
  while (row.step()) out.push_back(read_snapshot(row));
  return out;
}

std::optional<Snapshot> Snapshots::with_body(const SourceId& source, const std::string& body_sha256) {
  // The oldest: later ones may be revisit records, which hold no body themselves.
  auto row = record_.database().query(
      select_snapshots("s.source = ? AND s.body_sha256 = ? AND s.state = 'accepted' ORDER BY s.id LIMIT 1"),
      source, body_sha256);
  if (!row.step()) return {};
  return read_snapshot(row);
}

void Snapshots::each(const std::function<void(const Snapshot&)>& visit) {
  auto row = record_.database().prepare(select_snapshots("true ORDER BY s.id"));
  while (row.step()) visit(read_snapshot(row));
}

Result<int64_t> Snapshots::verify() {
  Ledger ledger(record_);
  int64_t count = 0;
  auto row = record_.database().prepare("SELECT s.ledger_seq, " + snapshot_columns("s") +
                                        " FROM snapshot s ORDER BY s.id");
  for (; row.step(); ++count) {
    const Snapshot snapshot = read_snapshot(row, 1);
    if (!ledger.says(row.integer(0), "response", ledger_fields(snapshot)))
      return fail(ErrorKind::suspicious, fmt::format("snapshot {} does not say what ledger entry {} says",
                                                     snapshot.id.value, row.integer(0)));
  }
  return count;
}

}  // namespace zakonwatch
