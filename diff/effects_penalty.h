// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/assessment.h"
#include "law/language.h"

namespace zakonwatch {

// A penalty as a sanction prints it. Read by the [penalty] patterns of the language profile, whose keys are:
// imprisonment, restriction_of_liberty, arrest, fine, community_service, life; any other kind of penalty by
// its own name (corrective_labour, confiscation_of_property …), with `_administrative` behind fine and arrest
// where the wording is that of administrative law. Helping keys: unit_years, unit_months, unit_weeks,
// unit_days, unit_hours; money_<UNIT> (money_EUR, money_UAH_nontaxable_minimum); same_term ("на той самий
// строк"); optional ("або без такої"); <kind>_mention, the words that name a kind of penalty in a sanction;
// bare_fine, a text that is nothing but a range of money, as amending acts quote it; liability_<rung>;
// condition, a term that is a condition and no penalty ("whoever is sentenced to at least two years");
// bare_term and <kind>_name, for rules that name a penalty once and state several terms of it;
// prison_last_resort_limit, the offences for which prison is the last resort.
struct Penalty {
  enum class Measure { none, months, days, hours, money };

  std::string kind;  // of contract.md; other_penalty has its name in `type`
  std::string type;
  bool administrative = false;
  Measure measure = Measure::none;
  std::optional<double> min, max;
  std::string unit;  // of money: "EUR", "UAH_nontaxable_minimum", "unspecified"
  bool life = false;
  bool optional = false;      // an add-on that the court may leave out
  size_t begin = 0, end = 0;  // bytes in the text
  std::string words;

  bool same_value(const Penalty& other) const;
  bool same_kind(const Penalty& other) const { return kind == other.kind && type == other.type; }
};

// In text order. "The same term" has been resolved, life imprisonment joined with the term it stands beside.
std::vector<Penalty> read_penalties(std::string_view text, const LanguageProfile& profile);

// The rung of the ladder none < disciplinary < administrative < administrative_arrest < misdemeanour < crime
// on which a text stands, and the words that say so: liability_<rung> patterns where the text names its kind
// of liability, else the wording of its sanction.
struct Liability {
  std::string rung, words;
};
Liability liability_of(std::string_view text, const std::vector<Penalty>& penalties,
                       const LanguageProfile& profile);

// The value in the shape of contract.md.
EffectValue value_of(const Penalty& penalty);

// The text names a penalty of this kind in words that were not read: nothing may be said of its absence.
bool has_unread(const std::string& kind, std::string_view text, const std::vector<Penalty>& read,
                const LanguageProfile& profile);

// Penalties that stand beside the main one rather than in its place: confiscation, loss of rights.
bool is_add_on(const Penalty& penalty);

// No penalty but a limit to one, in whose favour it works: prison only where nothing else helps.
bool is_guarantee(const Penalty& penalty);

// From the mildest to the gravest: what decides whether an added or dropped alternative helps.
int severity(const Penalty& penalty);

}  // namespace zakonwatch
