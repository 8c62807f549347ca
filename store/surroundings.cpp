// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/surroundings.h"

#include "store/sqlite.h"

namespace zakonwatch {
namespace {

// An amending act's changes are seen as the acts' editions come out: within so long of one another.
constexpr std::chrono::hours kOnePackage{180 * 24};

const std::string& article_before(const Change& change) {
  return change.old_article.empty() ? change.new_article : change.old_article;
}

}  // namespace

std::vector<RecordedChange> earlier_changes(Record& record, const RecordedChange& change, size_t most) {
  const std::string& article = article_before(change.change);
  if (article.empty()) return {};
  std::vector<ChangeSeq> seqs;  // of one edition in two languages: one
  auto row = record.database().query(
      "SELECT min(c.seq) FROM change c JOIN version n ON n.id = c.new_version "
      "WHERE c.act = ?1 AND c.editorial = 0 AND c.state NOT IN ('superseded', 'dismissed') "
      "AND c.new_version <> ?2 AND n.valid_from <= ?3 AND (n.valid_from < ?3 OR c.seq < ?4) "
      "AND json_extract(c.body, '$.article.new') = ?5 "
      "GROUP BY n.valid_from ORDER BY n.valid_from DESC, c.seq DESC LIMIT ?6",
      change.act, change.new_version, change.valid_from, change.seq, article, static_cast<int64_t>(most));
  while (row.step()) seqs.push_back(row.row_id<ChangeSeq>(0));
  std::vector<RecordedChange> out;
  Changes changes(record);
  for (const ChangeSeq seq : seqs)
    if (auto one = changes.get(seq)) out.push_back(std::move(*one));
  return out;
}

std::vector<std::string> acts_changed_with(Record& record, const RecordedChange& change, size_t most) {
  const Attribution& by = change.change.attribution;
  if (by.kind == AttributionKind::none || by.number.empty()) return {};
  std::vector<std::string> out;
  auto row = record.database().query(
      "SELECT DISTINCT a.title FROM change c JOIN act a ON a.id = c.act "
      "WHERE c.country = ?1 AND c.act <> ?2 AND c.state NOT IN ('superseded', 'dismissed') "
      "AND c.first_seen BETWEEN ?3 AND ?4 AND json_extract(c.body, '$.attribution.number') = ?5 "
      "AND json_extract(c.body, '$.attribution.date') IS ?6 ORDER BY a.title LIMIT ?7",
      change.country, change.act, change.first_seen - kOnePackage, change.first_seen + kOnePackage, by.number,
      by.date ? std::optional(to_iso(*by.date)) : std::nullopt, static_cast<int64_t>(most));
  while (row.step()) out.push_back(row.text(0));
  return out;
}

int64_t stamp_of(Record& record) { return record.database().integer("PRAGMA data_version"); }

}  // namespace zakonwatch
