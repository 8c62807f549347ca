// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "diff/effects_penalty.h"
#include "diff/summary.h"
#include "law/assessment.h"

namespace zakonwatch {

// The phrases that summary lines are made of, in the reader's language.
std::string say(SummaryLanguage language, const char* english, const char* russian);

// "imprisonment of 3 to 8 years", "fine of 50-100 non-taxable minimums", "арест до 6 месяцев". Empty for
// effects that are no penalty.
std::string penalty_phrase(const std::string& kind, const EffectValue& value, SummaryLanguage language);

// The same without the kind's name: "3 to 8 years".
std::string amount_phrase(const std::string& kind, const EffectValue& value, SummaryLanguage language);
std::string kind_name(const std::string& kind, const EffectValue& value, SummaryLanguage language);
// What has no amount: "release from liability", "compulsory treatment".
std::string rule_name(const std::string& kind, const EffectValue& value, SummaryLanguage language);

std::string threshold_phrase(const EffectValue& value, SummaryLanguage language);
std::string liability_name(const std::string& liability, SummaryLanguage language);
std::string direction_phrase(Direction direction, SummaryLanguage language);
// Why it is not determined: "the amount is set elsewhere".
std::string reason_phrase(const std::string& reason, SummaryLanguage language);

// "a, b and c"
std::string listed(const std::vector<std::string>& items, SummaryLanguage language);

std::optional<double> number_in(const EffectValue& value, const std::string& key);
std::string text_in(const EffectValue& value, const std::string& key);

}  // namespace zakonwatch
