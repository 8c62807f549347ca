// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notices.h"

#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr const char* kSelect = "SELECT id, at, kind, topic, text, delivered_at FROM operator_notice ";

Notice read_notice(const Statement& row) {
  return {row.integer(0), row.instant(1), row.text(2), row.text(3), row.text(4), row.maybe_instant(5)};
}

std::vector<Notice> read_all(Statement row) {
  std::vector<Notice> out;
  while (row.step()) out.push_back(read_notice(row));
  return out;
}

}  // namespace

int64_t Notices::add(const std::string& kind, const std::string& topic, const std::string& text, Instant at) {
  record_.database().run("INSERT INTO operator_notice (at, kind, topic, text) VALUES (?, ?, ?, ?)", at, kind,
                         topic, text);
  return record_.database().last_insert_rowid();
}

std::optional<Notice> Notices::last(const std::string& kind, const std::string& topic) {
  auto row = record_.database().query(
      std::string(kSelect) + "WHERE kind = ? AND topic = ? ORDER BY id DESC LIMIT 1", kind, topic);
  if (!row.step()) return {};
  return read_notice(row);
}

std::vector<Notice> Notices::waiting() {
  return read_all(
      record_.database().prepare(std::string(kSelect) + "WHERE delivered_at IS NULL ORDER BY id"));
}

std::vector<Notice> Notices::newest(size_t limit) {
  return read_all(record_.database().query(std::string(kSelect) + "ORDER BY id DESC LIMIT ?", limit));
}

void Notices::mark_delivered(int64_t id, Instant at) {
  record_.database().run("UPDATE operator_notice SET delivered_at = ? WHERE id = ? AND delivered_at IS NULL",
                         at, id);
}

void OperatorRequests::add(const OperatorRequest& request) {
  const bool release = request.kind == OperatorRequest::Kind::release;
  record_.database().run(
      "INSERT INTO operator_request (kind, snapshot, why) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      release ? "release" : "refetch", request.snapshot, request.why);
}

std::vector<OperatorRequest> OperatorRequests::take() {
  using Kind = OperatorRequest::Kind;
  Database& database = record_.database();
  if (database.integer("SELECT count(*) FROM operator_request") == 0) return {};
  Atomic atomic(database);
  std::vector<OperatorRequest> out;
  {
    auto row = database.prepare("SELECT kind, snapshot, why FROM operator_request ORDER BY id");
    while (row.step())
      out.push_back(
          {row.view(0) == "release" ? Kind::release : Kind::refetch, row.row_id<SnapshotId>(1), row.text(2)});
  }
  database.run("DELETE FROM operator_request");
  atomic.commit();
  return out;
}

}  // namespace zakonwatch
