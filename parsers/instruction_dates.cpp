// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/instruction_dates.h"

#include "law/masked_text.h"
#include "law/unit_references.h"

namespace zakonwatch {

InstructionDates::InstructionDates(const Act& act, const LanguageProfile& profile,
                                   const std::vector<InstructionClause>& clauses) {
  for (const InstructionClause& clause : clauses) read(clause.text, profile);
  if (!general_) general_ = act.dates.in_force_from;
}

// Each date belongs to the places named since the date before it; the date of a clause that names none before
// it is everybody's.
void InstructionDates::read(const std::string& clause, const LanguageProfile& profile) {
  const MaskedText masked(clause);
  const auto references = unit_references(masked, profile);
  size_t from = 0;
  for (const Pattern& pattern : profile.amending.in_force)
    for (size_t at = 0; const auto match = pattern.search(masked.text(), at);) {
      at = match->end > at ? match->end : at + 1;
      const auto* printed = match->find("date");
      const auto date = printed == nullptr ? std::nullopt : profile.find_date(printed->text);
      if (!date) continue;
      bool named = false;
      for (const UnitReference& place : references)
        if (place.begin >= from && place.begin < match->begin)
          for (const std::string& eid : place.eids()) named = true, by_place_[eid] = *date;
      if (!named && !general_) general_ = date;
      from = match->end;
    }
}

std::optional<Date> InstructionDates::of(const std::string& eid) const {
  for (std::string up = eid; !up.empty();) {
    if (const auto it = by_place_.find(up); it != by_place_.end()) return it->second;
    const size_t cut = up.rfind("__");
    up = cut == std::string::npos ? "" : up.substr(0, cut);
  }
  return general_;
}

}  // namespace zakonwatch
