// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/versions.h"

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/fault.h"
#include "law/act_json.h"
#include "store/index_events.h"
#include "store/ledger.h"
#include "store/names.h"
#include "store/provisions.h"
#include "store/sqlite.h"
#include "store/version_rows.h"

namespace zakonwatch {
namespace {

constexpr Names<ValidFromBasis, 3> kBases{{{ValidFromBasis::printed, "printed"},
                                           {ValidFromBasis::address, "address"},
                                           {ValidFromBasis::first_seen, "first_seen"}}};

std::string select_versions(const std::string& rest) {
  return "SELECT id, expression, snapshot, valid_from, basis, first_seen, text_sha256, parser, profile, "
         "source_def, baseline, superseded FROM version WHERE " +
         rest;
}

Version read_version(const Statement& row) {
  Version version;
  version.id = row.row_id<VersionId>(0);
  version.expression = row.row_id<ExpressionId>(1);
  version.snapshot = row.row_id<SnapshotId>(2);
  version.valid_from = row.date(3);
  version.basis = named(kBases, row.view(4));
  version.first_seen = row.instant(5);
  version.text_sha256 = row.text(6);
  version.derivation = {row.text(7), row.text(8), row.text(9)};
  version.baseline = row.flag(10);
  version.superseded = row.flag(11);
  return version;
}

std::optional<Version> read_one(Statement row) {
  if (!row.step()) return {};
  return read_version(row);
}

int64_t ledger_seq_of(Database& database, SnapshotId snapshot) {
  auto row = database.query("SELECT ledger_seq FROM snapshot WHERE id = ?", snapshot);
  if (!row.step())
    throw Fault(ErrorKind::io, fmt::format("{}: a version names snapshot {}, which is not there",
                                           database.name(), snapshot.value));
  return row.integer(0);
}

// The first of its expression, or derived anew from the snapshot that was the first.
bool is_baseline(Database& database, ExpressionId expression, SnapshotId snapshot) {
  auto row = database.query(
      "SELECT NOT EXISTS (SELECT 1 FROM version WHERE expression = ?1) "
      "OR EXISTS (SELECT 1 FROM version WHERE expression = ?1 AND snapshot = ?2 AND baseline = 1)",
      expression, snapshot);
  return row.step() && row.flag(0);
}

void insert(Database& database, ExpressionId expression, const NewVersion& version,
            const std::string& text_sha256, int64_t ledger_seq) {
  const Act& act = version.act;
  const std::string notes = notes_to_json(act.notes), quality = quality_to_json(act.quality);
  const auto iso = [](const std::optional<Date>& date) { return date ? to_iso(*date) : std::string(); };
  const std::string about =
      about_hash({act.title, act.number, act.language, iso(act.dates.adopted), iso(act.dates.published),
                  iso(act.dates.in_force_from), iso(act.dates.version), notes, quality,
                  to_iso(version.valid_from), name_of(kBases, version.basis), parents_of(act.provisions)});
  database.run(
      "INSERT INTO version (expression, snapshot, valid_from, basis, first_seen, text_sha256, parser, "
      "profile, source_def, baseline, title, number, language, adopted, published, in_force_from, edition, "
      "notes, quality, about_sha256, ledger_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?)",
      expression, version.snapshot, version.valid_from, name_of(kBases, version.basis), version.first_seen,
      text_sha256, version.derivation.parser, version.derivation.profile, version.derivation.source_def,
      is_baseline(database, expression, version.snapshot), act.title, act.number, act.language,
      act.dates.adopted, act.dates.published, act.dates.in_force_from, act.dates.version, notes, quality,
      about, ledger_seq);
}

}  // namespace

LedgerFields version_ledger_fields(int64_t snapshot_seq, const std::string& text_sha256,
                                   const Derivation& derivation) {
  return {{"snapshot_seq", std::to_string(snapshot_seq)},
          {"text_sha256", text_sha256},
          {"parser", derivation.parser},
          {"profile", derivation.profile},
          {"source_def", derivation.source_def}};
}

std::string about_hash(const std::vector<std::string_view>& columns) {
  std::string about;
  for (std::string_view column : columns) about += fmt::format("{}:{}", column.size(), column);
  return sha256_hex(about);
}

std::string_view to_string(ValidFromBasis basis) { return name_of(kBases, basis); }

ValidFromBasis valid_from_basis(std::string_view name) { return named(kBases, name); }

ExpressionId Versions::expression(const ActId& act, const std::string& language, const SourceId& source,
                                  const std::string& country, const std::string& title) {
  Database& database = record_.database();
  Atomic atomic(database);
  database.run(
      "INSERT INTO act (id, country, title) VALUES (?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET title = excluded.title WHERE excluded.title NOT IN ('', title)",
      act, country, title);
  database.run(
      "INSERT INTO expression (act, language, source) VALUES (?, ?, ?) "
      "ON CONFLICT (act, language, source) DO NOTHING",
      act, language, source);
  const ExpressionId id = *find_expression(act, language, source);
  atomic.commit();
  return id;
}

std::optional<ExpressionId> Versions::find_expression(const ActId& act, const std::string& language,
                                                      const SourceId& source) {
  auto row = record_.database().query(
      "SELECT id FROM expression WHERE act = ? AND language = ? AND source = ?", act, language, source);
  if (!row.step()) return {};
  return row.row_id<ExpressionId>(0);
}

std::vector<Expression> Versions::expressions(const ActId& act) {
  std::vector<Expression> expressions;
  auto row = record_.database().query(
      "SELECT id, act, language, source FROM expression WHERE act = ? ORDER BY id", act);
  while (row.step())
    expressions.push_back(
        {row.row_id<ExpressionId>(0), ActId(row.text(1)), row.text(2), SourceId(row.text(3))});
  return expressions;
}

std::optional<Expression> Versions::expression(ExpressionId id) {
  auto row = record_.database().query("SELECT id, act, language, source FROM expression WHERE id = ?", id);
  if (!row.step()) return {};
  return Expression{row.row_id<ExpressionId>(0), ActId(row.text(1)), row.text(2), SourceId(row.text(3))};
}

int64_t Versions::ledger_entry(VersionId id) {
  auto row = record_.database().query("SELECT ledger_seq FROM version WHERE id = ?", id);
  if (!row.step()) throw Fault(ErrorKind::not_found, fmt::format("there is no version {}", id.value));
  return row.integer(0);
}

VersionId Versions::add(const NewVersion& version) {
  Database& database = record_.database();
  Atomic atomic(database);
  const ExpressionId in =
      expression(version.act.id, version.act.language, version.source, version.country, version.act.title);
  VersionId id = find(in, version.snapshot, version.derivation);
  if (id)
    revive(id);
  else
    id = insert_new(in, version);
  atomic.commit();
  return id;
}

VersionId Versions::find(ExpressionId expression, SnapshotId snapshot, const Derivation& derivation) {
  auto row = record_.database().query(
      "SELECT id FROM version WHERE snapshot = ? AND expression = ? AND parser = ? AND profile = ? AND "
      "source_def = ?",
      snapshot, expression, derivation.parser, derivation.profile, derivation.source_def);
  return row.step() ? row.row_id<VersionId>(0) : VersionId();
}

VersionId Versions::insert_new(ExpressionId expression, const NewVersion& version) {
  Database& database = record_.database();
  const auto predecessor = before(expression, version.valid_from, version.first_seen);
  const std::string text_sha256 = act_text_hash(version.act);
  const LedgerEntry entry = Ledger(record_).append(
      "version",
      version_ledger_fields(ledger_seq_of(database, version.snapshot), text_sha256, version.derivation));
  insert(database, expression, version, text_sha256, entry.seq);
  const VersionId id(database.last_insert_rowid());
  save_provisions(database, id, version.act.provisions);
  if (predecessor) note_for_index(database, predecessor->id);  // it ends where this one begins
  note_for_index(database, id);
  return id;
}

// Its derivation came back (a profile was changed and changed again): the row stands again.
void Versions::revive(VersionId id) {
  if (record_.database().run("UPDATE version SET superseded = 0 WHERE id = ? AND superseded = 1", id) > 0)
    note_with_neighbour(id);
}

void Versions::mark_superseded(VersionId id) {
  Atomic atomic(record_.database());
  if (record_.database().run("UPDATE version SET superseded = 1 WHERE id = ? AND superseded = 0", id) > 0)
    note_with_neighbour(id);
  atomic.commit();
}

void Versions::note_with_neighbour(VersionId id) {
  note_for_index(record_.database(), id);
  auto row = record_.database().query(
      "SELECT o.id FROM version v JOIN version o ON o.expression = v.expression AND o.superseded = 0 AND "
      "o.id <> v.id WHERE v.id = ? AND (o.valid_from, o.first_seen, o.id) < (v.valid_from, v.first_seen, "
      "v.id) ORDER BY o.valid_from DESC, o.first_seen DESC, o.id DESC LIMIT 1",
      id);
  if (row.step()) note_for_index(record_.database(), row.row_id<VersionId>(0));
}

std::optional<Version> Versions::get(VersionId id) {
  return read_one(record_.database().query(select_versions("id = ?"), id));
}

std::vector<Version> Versions::of(ExpressionId expression) {
  std::vector<Version> versions;
  auto row = record_.database().query(
      select_versions("expression = ? AND superseded = 0 ORDER BY valid_from, first_seen, id"), expression);
  while (row.step()) versions.push_back(read_version(row));
  return versions;
}

std::optional<Version> Versions::newest(ExpressionId expression) {
  return read_one(record_.database().query(
      select_versions(
          "expression = ? AND superseded = 0 ORDER BY valid_from DESC, first_seen DESC, id DESC LIMIT 1"),
      expression));
}

std::optional<Version> Versions::at(ExpressionId expression, Date date) {
  return read_one(
      record_.database().query(select_versions("expression = ? AND superseded = 0 AND valid_from <= ? "
                                               "ORDER BY valid_from DESC, first_seen DESC, id DESC LIMIT 1"),
                               expression, date));
}

std::optional<Version> Versions::before(ExpressionId expression, Date valid_from, Instant first_seen) {
  return read_one(record_.database().query(
      select_versions("expression = ? AND superseded = 0 AND (valid_from, first_seen) <= (?, ?) "
                      "ORDER BY valid_from DESC, first_seen DESC, id DESC LIMIT 1"),
      expression, valid_from, first_seen));
}

std::optional<Version> Versions::after(ExpressionId expression, Date valid_from, Instant first_seen) {
  return read_one(record_.database().query(
      select_versions("expression = ? AND superseded = 0 AND (valid_from, first_seen) > (?, ?) "
                      "ORDER BY valid_from, first_seen, id LIMIT 1"),
      expression, valid_from, first_seen));
}

std::optional<Date> Versions::valid_until(const Version& version) {
  auto row = record_.database().query(
      "SELECT valid_from FROM version WHERE expression = ? AND superseded = 0 "
      "AND (valid_from, first_seen, id) > (?, ?, ?) ORDER BY valid_from, first_seen, id LIMIT 1",
      version.expression, version.valid_from, version.first_seen, version.id);
  if (!row.step()) return {};
  return row.date(0);
}

Act Versions::load(VersionId id) {
  auto row = record_.database().query(
      "SELECT e.act, v.title, v.number, v.language, v.adopted, v.published, v.in_force_from, v.edition, "
      "v.notes, v.quality FROM version v JOIN expression e ON e.id = v.expression WHERE v.id = ?",
      id);
  if (!row.step())
    throw Fault(ErrorKind::not_found, fmt::format("version {} is not in the record", id.value));
  Act act;
  act.id = ActId(row.text(0));
  act.title = row.text(1);
  act.number = row.text(2);
  act.language = row.text(3);
  act.dates = {row.maybe_date(4), row.maybe_date(5), row.maybe_date(6), row.maybe_date(7)};
  act.notes = value_or_throw(notes_from_json(row.view(8)));
  act.quality = value_or_throw(quality_from_json(row.view(9)));
  act.provisions = load_provisions(record_.database(), id);
  return act;
}

std::vector<Versions::ActRow> Versions::acts(const std::string& country) {
  std::vector<ActRow> acts;
  auto row = record_.database().query(
      "SELECT id, country, title FROM act WHERE ?1 = '' OR country = ?1 ORDER BY id", country);
  while (row.step()) acts.push_back({ActId(row.text(0)), row.text(1), row.text(2)});
  return acts;
}

std::vector<ActId> Versions::acts_in_several_languages() {
  std::vector<ActId> acts;
  auto row = record_.database().query(
      "SELECT act FROM expression GROUP BY act HAVING count(DISTINCT language) > 1 ORDER BY act");
  while (row.step()) acts.emplace_back(row.text(0));
  return acts;
}

}  // namespace zakonwatch
