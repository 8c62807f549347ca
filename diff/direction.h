// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diff/effects_penalty.h"
#include "law/assessment.h"

namespace zakonwatch {

// Whether a change is harsher or lighter on its face (law.md section 2): what the text does, never its
// impact. Where the rules do not decide it is unclear, with a reason code; nothing is guessed.
struct Judgement {
  Direction direction = Direction::unclear;
  std::optional<std::string> reason;
};

// The severity of the gravest alternative; the lowest number there is where nothing is punished.
int gravest(const std::vector<Penalty>& penalties);

// The same kind of penalty before and after: terms by both ends, money only within one unit. A conversion to
// another currency at the official rate is neutral.
Judgement compare_terms(const Penalty& before, const Penalty& after);

// A penalty that joins a sanction. Beside a graver one it is a milder way out; an add-on makes it harsher.
Judgement judge_added(const Penalty& added, const std::vector<Penalty>& before);

// A penalty that leaves a sanction: lighter when it was the gravest, harsher when a milder way out goes.
Judgement judge_dropped(const Penalty& dropped, const std::vector<Penalty>& after);

// A floor of liability or of a tier; absent means that any amount was enough.
Judgement compare_floors(std::optional<double> before, std::optional<double> after);

// The rungs none < disciplinary < administrative < administrative_arrest < misdemeanour < crime.
Judgement compare_liability(const std::string& from, const std::string& to);

// Overall: harsher or lighter only when every component agrees, mixed when they oppose one another.
Judgement overall(const std::vector<Effect>& effects);

}  // namespace zakonwatch
