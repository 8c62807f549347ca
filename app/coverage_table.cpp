// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/coverage_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace zakonwatch {
namespace {

struct Cell {
  std::string_view verified, health;
  int trouble = 0;  // the higher, the sooner a person should look
};

Cell cell_of(const Source& source, const std::vector<SourceState>& known) {
  if (!source.enabled) return {to_string(source.verified), "off", 0};
  Health health = Health::unseen;
  for (const SourceState& state : known)
    if (state.source == source.id) health = state.health;
  static constexpr Health kByTrouble[] = {Health::fresh, Health::quiet,   Health::unseen,
                                          Health::late,  Health::blocked, Health::broken};
  const auto at = std::find(std::begin(kByTrouble), std::end(kByTrouble), health);
  return {to_string(source.verified), to_string(health), 1 + static_cast<int>(at - std::begin(kByTrouble))};
}

std::string of_kind(const Country& country, SourceKind kind, const std::vector<SourceState>& known) {
  std::optional<Cell> worst;
  int count = 0;
  for (const Source& source : country.sources) {
    if (source.kind != kind) continue;
    ++count;
    const Cell cell = cell_of(source, known);
    if (!worst || cell.trouble > worst->trouble) worst = cell;
  }
  if (!worst) return "-";
  return fmt::format("{} {}{}", worst->verified, worst->health,
                     count > 1 ? fmt::format(" of {}", count) : "");
}

}  // namespace

std::string coverage_table(const std::vector<Country>& countries, const std::vector<SourceState>& known) {
  std::string out =
      fmt::format("{:<3} {:<22} {:<18} {:<18} {}\n", "", "country", "gazette", "consolidated", "bills");
  for (const Country& country : countries)
    out += fmt::format("{:<3} {:<22} {:<18} {:<18} {}\n", country.code, country.name_in("en").substr(0, 22),
                       of_kind(country, SourceKind::gazette, known),
                       of_kind(country, SourceKind::consolidated, known),
                       of_kind(country, SourceKind::bills, known));
  return out;
}

}  // namespace zakonwatch
