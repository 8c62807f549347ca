// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/numbers.h"

#include "store/sqlite.h"

namespace zakonwatch {

std::optional<int64_t> Numbers::highest(const SourceId& source, const std::string& series) {
  auto row = record_.database().query("SELECT highest FROM number_series WHERE source = ? AND series = ?",
                                      source, series);
  return row.step() ? std::optional(row.integer(0)) : std::nullopt;
}

void Numbers::set_highest(const SourceId& source, const std::string& series, int64_t number) {
  record_.database().run(
      "INSERT INTO number_series (source, series, highest) VALUES (?, ?, ?) ON CONFLICT (source, series) DO "
      "UPDATE SET highest = max(highest, excluded.highest)",
      source, series, number);
}

bool Numbers::add_missing(const SourceId& source, const std::string& key, Instant at) {
  return record_.database().run(
             "INSERT INTO missing_number (source, key, found_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
             source, key, at) > 0;
}

std::vector<MissingNumber> Numbers::open(const SourceId& source) {
  auto row = record_.database().query(
      "SELECT key, found_at, asked FROM missing_number WHERE source = ? AND settled_at IS NULL ORDER BY "
      "found_at, key",
      source);
  std::vector<MissingNumber> out;
  while (row.step())
    out.push_back({source, row.text(0), row.instant(1), static_cast<int>(row.integer(2)), {}});
  return out;
}

void Numbers::asked(const SourceId& source, const std::string& key) {
  record_.database().run("UPDATE missing_number SET asked = asked + 1 WHERE source = ? AND key = ?", source,
                         key);
}

void Numbers::settle(const SourceId& source, const std::string& key, Instant at) {
  record_.database().run(
      "UPDATE missing_number SET settled_at = ? WHERE source = ? AND key = ? AND settled_at IS NULL", at,
      source, key);
}

}  // namespace zakonwatch
