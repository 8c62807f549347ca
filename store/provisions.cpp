// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/provisions.h"

#include <fmt/format.h>

#include <array>

#include "base/content_hash.h"
#include "base/fault.h"
#include "law/act_json.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

// Lists as "length:bytes" one after another: nothing a cell may contain can be taken for a separator.
void append_sized(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

std::string join_cells(const std::vector<std::string>& cells) {
  std::string joined;
  for (const std::string& cell : cells) append_sized(joined, cell);
  return joined;
}

std::vector<std::string> split_cells(std::string_view joined) {
  std::vector<std::string> cells;
  while (!joined.empty()) {
    const size_t colon = joined.find(':');
    size_t size = 0;
    for (char digit : joined.substr(0, colon)) size = size * 10 + static_cast<size_t>(digit - '0');
    if (colon == std::string_view::npos || size > joined.size() - colon - 1)
      throw Fault(ErrorKind::io, "the record holds a damaged table row");
    cells.emplace_back(joined.substr(colon + 1, size));
    joined.remove_prefix(colon + 1 + size);
  }
  return cells;
}

void append_parent(std::string& parents, int64_t parent) {
  parents += std::to_string(parent);
  parents += ' ';
}

std::string notes_column(const std::vector<Note>& notes) { return notes.empty() ? "" : notes_to_json(notes); }

// Every column of a provision's row, as text: eid, type, num, label, whether it has a heading, heading, text,
// repealed, cells, notes.
using Columns = std::array<std::string_view, 10>;

std::string content_hash(const Columns& columns) {
  std::string content;
  for (std::string_view column : columns) append_sized(content, column);
  return sha256_hex(content);
}

std::string content_hash(const Provision& provision, const std::string& cells, const std::string& notes) {
  const std::string_view heading =
      provision.heading ? std::string_view(*provision.heading) : std::string_view();
  return content_hash(Columns{provision.eid, to_string(provision.type), provision.num, provision.label,
                              provision.heading ? "1" : "0", heading, provision.text,
                              provision.repealed ? "1" : "0", cells, notes});
}

int64_t save_provision(Database& database, const Provision& provision) {
  const std::string cells = join_cells(provision.cells);
  const std::string notes = notes_column(provision.notes);
  const std::string hash = content_hash(provision, cells, notes);
  auto row = database.query("SELECT id FROM provision WHERE sha256 = ?", hash);
  if (row.step()) return row.integer(0);
  database.run(
      "INSERT INTO provision (sha256, eid, type, num, label, heading, text, repealed, cells, notes) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      hash, provision.eid, to_string(provision.type), provision.num, provision.label, provision.heading,
      provision.text, provision.repealed, cells, notes);
  return database.last_insert_rowid();
}

Provision read_provision(const Statement& row) {
  Provision provision;
  provision.parent = static_cast<int>(row.integer(0));
  provision.eid = row.text(1);
  auto type = provision_type(row.view(2));
  if (!type)
    throw Fault(ErrorKind::io, fmt::format("the record holds the unknown provision type '{}'", row.view(2)));
  provision.type = *type;
  provision.num = row.text(3);
  provision.label = row.text(4);
  if (!row.is_null(5)) provision.heading = row.text(5);
  provision.text = row.text(6);
  provision.repealed = row.flag(7);
  provision.cells = split_cells(row.view(8));
  if (!row.view(9).empty()) provision.notes = value_or_throw(notes_from_json(row.view(9)));
  return provision;
}

}  // namespace

void save_provisions(Database& database, VersionId version, const std::vector<Provision>& provisions) {
  auto insert = database.prepare(
      "INSERT INTO version_provision (version, ordinal, provision, parent) VALUES (?, ?, ?, ?)");
  for (size_t i = 0; i < provisions.size(); ++i) {
    insert.bind_all(version, i, save_provision(database, provisions[i]), provisions[i].parent);
    insert.step();
    insert.reset();
  }
}

std::vector<Provision> load_provisions(Database& database, VersionId version) {
  std::vector<Provision> provisions;
  auto row = database.query(
      "SELECT v.parent, p.eid, p.type, p.num, p.label, p.heading, p.text, p.repealed, p.cells, p.notes "
      "FROM version_provision v JOIN provision p ON p.id = v.provision WHERE v.version = ? ORDER BY "
      "v.ordinal",
      version);
  while (row.step()) provisions.push_back(read_provision(row));
  return provisions;
}

std::string parents_of(const std::vector<Provision>& provisions) {
  std::string parents;
  for (const Provision& provision : provisions) append_parent(parents, provision.parent);
  return parents;
}

// What the row says, in the order of act_hashed_bytes; nothing where it is not what its hash was made of.
std::optional<std::string> ProvisionCheck::read(int64_t id) {
  auto row = database_.query(
      "SELECT 0, eid, type, num, label, heading, text, repealed, cells, notes, heading IS NOT NULL, sha256 "
      "FROM provision WHERE id = ?",
      id);
  if (!row.step()) return {};
  constexpr std::array kOrder = {1, 2, 3, 4, 10, 5, 6, 7, 8, 9};
  Columns columns;
  for (size_t i = 0; i < columns.size(); ++i) columns[i] = row.view(kOrder[i]);
  if (content_hash(columns) != row.view(11)) return {};  // what passes can be read without surprises
  std::string bytes;
  append_hashed_bytes(bytes, read_provision(row));
  return bytes;
}

ProvisionCheck::Text ProvisionCheck::text_of(VersionId version) {
  if (held_ > kHeldAtMost) {
    known_.clear();
    held_ = 0;
  }
  Text text;
  text.bytes.reserve(last_size_);  // an edition is about as long as the one before
  auto row = database_.query(
      "SELECT provision, parent FROM version_provision WHERE version = ? ORDER BY ordinal", version);
  while (row.step()) {
    append_parent(text.parents, row.integer(1));
    auto [known, first] = known_.try_emplace(row.integer(0));
    if (first) {
      known->second = read(row.integer(0));
      held_ += known->second ? known->second->size() : 0;
    }
    if (known->second)
      text.bytes += *known->second;
    else
      text.intact = false;
  }
  last_size_ = text.bytes.size();
  return text;
}

}  // namespace zakonwatch
