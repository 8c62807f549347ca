// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "law/act.h"
#include "law/language.h"
#include "parsers/instruction_clauses.h"

namespace zakonwatch {

// When the parts of an amending act come into force: one date for all, and others for the places that its
// closing article names ("except article I point 3, which comes into force on 1 July"). Calendar dates only;
// "ten days after publication" is none.
class InstructionDates {
 public:
  InstructionDates(const Act& act, const LanguageProfile& profile,
                   const std::vector<InstructionClause>& clauses);
  std::optional<Date> of(const std::string& eid) const;

 private:
  std::optional<Date> general_;
  std::map<std::string, Date> by_place_;

  void read(const std::string& clause, const LanguageProfile& profile);
};

}  // namespace zakonwatch
