// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/changes.h"

#include <fmt/format.h>

#include <charconv>

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/text.h"
#include "law/change_json.h"
#include "store/index_events.h"
#include "store/names.h"
#include "store/snapshot_rows.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr Names<ChangeState, 5> kStates{{{ChangeState::open, "open"},
                                         {ChangeState::confirmed, "confirmed"},
                                         {ChangeState::dismissed, "dismissed"},
                                         {ChangeState::corrected, "corrected"},
                                         {ChangeState::superseded, "superseded"}}};

constexpr int kOwnColumns = 18;

std::string select_changes(const std::string& rest) {
  return "SELECT c.seq, c.country, c.act, a.title, c.source, c.published, c.in_force_from, c.first_seen, "
         "n.valid_from, n.basis, c.old_version, c.new_version, c.state, c.backfill, c.pending, c.ordinal, "
         "c.body, c.relevant, " +
         snapshot_columns("os") + ", " + snapshot_columns("ns") +
         " FROM change c JOIN act a ON a.id = c.act "
         "JOIN version o ON o.id = c.old_version JOIN snapshot os ON os.id = o.snapshot "
         "JOIN version n ON n.id = c.new_version JOIN snapshot ns ON ns.id = n.snapshot " +
         rest;
}

RecordedChange read_change(const Statement& row) {
  RecordedChange change;
  change.seq = row.row_id<ChangeSeq>(0);
  change.country = row.text(1);
  change.id = change_id(change.country, change.seq);
  change.act = ActId(row.text(2));
  change.act_title = row.text(3);
  change.source = SourceId(row.text(4));
  change.published = row.maybe_date(5);
  change.in_force_from = row.maybe_date(6);
  change.first_seen = row.instant(7);
  change.valid_from = row.date(8);
  change.valid_from_basis = valid_from_basis(row.view(9));
  change.old_version = row.row_id<VersionId>(10);
  change.new_version = row.row_id<VersionId>(11);
  change.state = named(kStates, row.view(12));
  change.backfill = row.flag(13);
  change.pending = row.flag(14);
  change.ordinal = static_cast<int>(row.integer(15));
  change.change = value_or_throw(change_from_json(row.view(16)));
  change.old_snapshot = read_snapshot(row, kOwnColumns);
  change.new_snapshot = read_snapshot(row, kOwnColumns + kSnapshotColumns);
  return change;
}

ChangeSeq find(Database& database, const Changes::NewChange& change) {
  auto row = database.query(
      "SELECT seq FROM change WHERE old_version = ? AND new_version = ? AND ordinal = ? AND state <> "
      "'superseded'",
      change.old_version, change.new_version, change.ordinal);
  return row.step() ? row.row_id<ChangeSeq>(0) : ChangeSeq();
}

// Over every column that is never changed once it is written.
std::string row_hash(std::string_view act, int64_t old_version, int64_t new_version, int64_t ordinal,
                     Instant first_seen, const std::optional<Date>& published,
                     const std::optional<Date>& in_force_from, std::string_view body) {
  const auto iso = [](const std::optional<Date>& date) { return date ? to_iso(*date) : std::string(); };
  return sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", act, old_version, new_version, ordinal,
                                to_rfc3339(first_seen), iso(published), iso(in_force_from), body));
}

ChangeSeq insert(Database& database, const Changes::NewChange& added) {
  const Change& change = added.change;
  const std::string body = change_to_json(change);
  database.run(
      "INSERT INTO change (country, act, source, old_version, new_version, ordinal, first_seen, published, "
      "in_force_from, backfill, pending, kind, direction, editorial, relevant, state, body, row_sha256) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)",
      added.country, added.act, added.source, added.old_version, added.new_version, added.ordinal,
      added.first_seen, added.published, added.in_force_from, added.backfill, added.pending,
      to_string(change.kind), to_string(change.direction), change.editorial, change.relevance.relevant, body,
      row_hash(added.act.value, added.old_version.value, added.new_version.value, added.ordinal,
               added.first_seen, added.published, added.in_force_from, body));
  const ChangeSeq seq(database.last_insert_rowid());
  for (const TopicScore& topic : change.relevance.topics)
    database.run("INSERT INTO change_topic (topic, change, score) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                 topic.id, seq, topic.score);
  return seq;
}

// "?1 IS NULL OR …": one statement for every combination of filters.
constexpr const char* kFilter =
    "WHERE c.seq > ?1 "
    "AND (?2 IS NULL OR c.first_seen >= ?2) AND (?3 IS NULL OR c.first_seen < ?3) "
    "AND (?4 = '' OR c.country = ?4) AND (?5 = '' OR c.act = ?5) "
    "AND (?6 IS NULL OR c.kind = ?6) AND (?7 IS NULL OR c.direction = ?7) "
    "AND (?8 = '' OR c.seq IN (SELECT change FROM change_topic WHERE topic = ?8)) "
    "AND (?9 OR (c.relevant = 1 AND c.editorial = 0 AND c.state <> 'superseded')) "
    "ORDER BY c.seq LIMIT ?10";

std::optional<std::string_view> name_of_kind(const ChangeQuery& query) {
  return query.kind ? std::optional(to_string(*query.kind)) : std::nullopt;
}

std::optional<std::string_view> name_of_direction(const ChangeQuery& query) {
  return query.direction ? std::optional(to_string(*query.direction)) : std::nullopt;
}

}  // namespace

std::string_view to_string(ChangeState state) { return name_of(kStates, state); }

std::optional<ChangeState> change_state(std::string_view name) { return find_name(kStates, name); }

std::string change_id(std::string_view country, ChangeSeq seq) {
  return fmt::format("{}-{}", to_lower(country), seq.value);
}

ChangeSeq Changes::add(const NewChange& change) {
  Database& database = record_.database();
  Atomic atomic(database);
  ChangeSeq seq = find(database, change);
  if (!seq) {
    seq = insert(database, change);
    note_for_index(database, seq);
  }
  atomic.commit();
  return seq;
}

void Changes::supersede(VersionId old_version, VersionId new_version) {
  Database& database = record_.database();
  Atomic atomic(database);
  std::vector<ChangeSeq> seqs;
  {
    auto row = database.query(
        "SELECT seq FROM change WHERE old_version = ? AND new_version = ? AND state <> 'superseded' ORDER BY "
        "seq",
        old_version, new_version);
    while (row.step()) seqs.push_back(row.row_id<ChangeSeq>(0));
  }
  for (ChangeSeq seq : seqs) {
    database.run("UPDATE change SET state = 'superseded' WHERE seq = ?", seq);
    note_for_index(database, seq);
  }
  atomic.commit();
}

std::optional<RecordedChange> Changes::get(const std::string& id) {
  const size_t dash = id.rfind('-');
  if (dash == std::string::npos) return {};
  int64_t seq = 0;
  const char* end = id.data() + id.size();
  auto [stop, error] = std::from_chars(id.data() + dash + 1, end, seq);
  if (error != std::errc() || stop != end) return {};
  auto change = get(ChangeSeq(seq));
  if (!change || to_lower(id) != change->id) return {};
  return change;
}

std::optional<RecordedChange> Changes::get(ChangeSeq seq) {
  auto row = record_.database().query(select_changes("WHERE c.seq = ?"), seq);
  if (!row.step()) return {};
  return read_change(row);
}

void Changes::each(const ChangeQuery& query, const std::function<void(const RecordedChange&)>& visit) {
  const int64_t limit = query.limit == 0 ? -1 : static_cast<int64_t>(query.limit);
  auto row = record_.database().query(select_changes(kFilter), query.after, query.since, query.until,
                                      query.country, query.act, name_of_kind(query), name_of_direction(query),
                                      query.topic, query.all, limit);
  while (row.step()) visit(read_change(row));
}

int64_t Changes::last_seq() { return record_.database().integer("SELECT coalesce(max(seq), 0) FROM change"); }

Result<int64_t> Changes::verify() {
  int64_t count = 0;
  auto row = record_.database().prepare(
      "SELECT seq, act, old_version, new_version, ordinal, first_seen, published, in_force_from, body, "
      "row_sha256 FROM change ORDER BY seq");
  for (; row.step(); ++count)
    if (row_hash(row.view(1), row.integer(2), row.integer(3), row.integer(4), row.instant(5),
                 row.maybe_date(6), row.maybe_date(7), row.view(8)) != row.view(9))
      return fail(ErrorKind::suspicious, fmt::format("change {} is not what was recorded", row.integer(0)));
  return count;
}

void Changes::set_state(ChangeSeq seq, ChangeState state, const std::string& why, Instant when) {
  Database& database = record_.database();
  Atomic atomic(database);
  if (database.run("UPDATE change SET state = ? WHERE seq = ?", to_string(state), seq) == 0)
    throw Fault(ErrorKind::not_found, fmt::format("change {} is not in the record", seq.value));
  add_verdict(seq, to_string(state), why, when);
  note_for_index(database, seq);
  atomic.commit();
}

void Changes::note(ChangeSeq seq, const std::string& text, Instant when) {
  add_verdict(seq, "note", text, when);
}

void Changes::add_verdict(ChangeSeq seq, std::string_view state, const std::string& why, Instant when) {
  record_.database().run("INSERT INTO verdict (change, state, why, decided_at) VALUES (?, ?, ?, ?)", seq,
                         state, why, when);
}

std::vector<Changes::Verdict> Changes::verdicts(ChangeSeq seq) {
  std::vector<Verdict> verdicts;
  auto row = record_.database().query(
      "SELECT state, why, decided_at FROM verdict WHERE change = ? ORDER BY id", seq);
  while (row.step()) verdicts.push_back({row.text(0), row.text(1), row.instant(2)});
  return verdicts;
}

std::vector<ChangeSeq> Changes::due_reminders(Date today, const std::string& country) {
  std::vector<ChangeSeq> due;
  auto row = record_.database().query(
      "SELECT c.seq FROM change c JOIN version n ON n.id = c.new_version "
      "WHERE c.pending = 1 AND c.relevant = 1 AND c.editorial = 0 AND c.state IN ('open', 'confirmed') "
      "AND coalesce(c.in_force_from, n.valid_from) <= ?1 AND (?2 = '' OR c.country = ?2) ORDER BY c.seq",
      today, country);
  while (row.step()) due.push_back(row.row_id<ChangeSeq>(0));
  return due;
}

void Changes::mark_reminded(ChangeSeq seq) {
  record_.database().run("UPDATE change SET pending = 0 WHERE seq = ?", seq);
}

}  // namespace zakonwatch
