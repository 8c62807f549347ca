// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <vector>

#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

struct NamedWords {
  std::string_view name;
  const char* words;
};
constexpr std::array kEffectNames{
    NamedWords{"imprisonment", mark("imprisonment")},
    NamedWords{"restriction_of_liberty", mark("restriction of liberty")},
    NamedWords{"arrest", mark("arrest")},
    NamedWords{"fine", mark("fine")},
    NamedWords{"community_service", mark("community service")},
    NamedWords{"quantity_threshold", mark("amount that counts")},
    NamedWords{"schedule_entry", mark("controlled list")},
    NamedWords{"liability", mark("liability")},
    NamedWords{"age_limit", mark("age limit")},
    NamedWords{"treatment_order", mark("treatment order")},
    NamedWords{"procedure", mark("procedure")},
    NamedWords{"indexation", mark("indexation of amounts")},
    NamedWords{"other_penalty", mark("other penalty")},
};
constexpr std::array kLiability{
    NamedWords{"none", mark("no liability")},
    NamedWords{"disciplinary", mark("disciplinary")},
    NamedWords{"administrative", mark("administrative (fine)")},
    NamedWords{"administrative_arrest", mark("administrative (arrest)")},
    NamedWords{"misdemeanour", mark("misdemeanour")},
    NamedWords{"crime", mark("crime")},
};

constexpr std::array kUnits{
    NamedWords{"nontaxable_minimum", mark("non-taxable minimum")},
    NamedWords{"minimum_wage", mark("minimum wage")},
    NamedWords{"base", mark("base value")},
    NamedWords{"index", mark("calculation index")},
    NamedWords{"monthly_index", mark("monthly calculation index")},
    NamedWords{"conventional_unit", mark("conventional unit")},
};
constexpr std::array kPenalties{
    NamedWords{"confiscation_of_property", mark("confiscation of property")},
    NamedWords{"corrective_labour", mark("corrective labour")},
    NamedWords{"deprivation_of_rights", mark("deprivation of rights")},
    NamedWords{"probation", mark("probation")},
    NamedWords{"deportation", mark("deportation")},
};
constexpr std::array kGravity{
    NamedWords{"minor", mark("crime of minor gravity")},
    NamedWords{"medium", mark("crime of medium gravity")},
    NamedWords{"grave", mark("grave crime")},
    NamedWords{"especially_grave", mark("especially grave crime")},
};
constexpr std::array kConsents{
    NamedWords{"voluntary", mark("voluntary")},
    NamedWords{"chosen", mark("chosen instead of punishment")},
    NamedWords{"court_ordered", mark("ordered by a court")},
    NamedWords{"compulsory", mark("compulsory")},
};
constexpr std::array kActions{
    NamedWords{"added", mark("added")},
    NamedWords{"removed", mark("removed")},
    NamedWords{"moved", mark("moved")},
};

template <size_t N>
std::string named(const std::array<NamedWords, N>& table, const std::string& name, const Catalogue& words) {
  for (const auto& entry : table)
    if (entry.name == name) return words.say(entry.words);
  return replace_all(name, "_", " ");
}

std::string number_words(double number) {
  if (std::floor(number) == number && std::abs(number) < 1e15) return fmt::format("{}", std::llround(number));
  return fmt::format("{}", number);
}

std::string field_words(const EffectField& field) {
  if (const auto* flag = std::get_if<bool>(&field)) return *flag ? "+" : "−";
  if (const auto* whole = std::get_if<int64_t>(&field)) return fmt::format("{}", *whole);
  if (const auto* number = std::get_if<double>(&field)) return number_words(*number);
  if (const auto* text = std::get_if<std::string>(&field)) return *text;
  return "–";
}

std::optional<double> number_of(const EffectValue& value, const std::string& key) {
  const auto found = value.find(key);
  if (found == value.end()) return {};
  if (const auto* whole = std::get_if<int64_t>(&found->second)) return static_cast<double>(*whole);
  if (const auto* number = std::get_if<double>(&found->second)) return *number;
  return {};
}

std::string text_of(const EffectValue& value, const std::string& key) {
  const auto found = value.find(key);
  if (found == value.end()) return {};
  const auto* text = std::get_if<std::string>(&found->second);
  return text ? *text : std::string();
}

bool flag_of(const EffectValue& value, const std::string& key) {
  const auto found = value.find(key);
  const auto* flag = found == value.end() ? nullptr : std::get_if<bool>(&found->second);
  return flag && *flag;
}

std::string months_words(double months, const Catalogue& words) {
  const auto whole = static_cast<int64_t>(months);
  const std::string years = words.say("{n, plural, one {# year} other {# years}}", {{"n", whole / 12}});
  std::string rest = words.say("{n, plural, one {# month} other {# months}}", {{"n", whole % 12}});
  if (whole < 12) return rest;
  return whole % 12 == 0 ? years : years + " " + rest;
}

using Speak = std::string (*)(double, const Catalogue&);
std::string days_words(double days, const Catalogue& words) {
  return words.say("{n, plural, one {# day} other {# days}}", {{"n", static_cast<int64_t>(days)}});
}
std::string hours_words(double hours, const Catalogue& words) {
  return words.say("{n, plural, one {# hour} other {# hours}}", {{"n", static_cast<int64_t>(hours)}});
}
std::string plain_words(double number, const Catalogue&) { return number_words(number); }

std::string range_words(std::optional<double> from, std::optional<double> to, Speak speak,
                        const Catalogue& words) {
  if (from && to && *from == *to) return speak(*to, words);
  if (from && to) return speak(*from, words) + (speak == plain_words ? "–" : " – ") + speak(*to, words);
  if (to) return words.say("up to {limit}", {{"limit", speak(*to, words)}});
  if (from) return words.say("from {limit}", {{"limit", speak(*from, words)}});
  return {};
}

std::string term_words(const EffectValue& value, const Catalogue& words) {
  std::string line =
      range_words(number_of(value, "min_months"), number_of(value, "max_months"), months_words, words);
  const auto days =
      range_words(number_of(value, "min_days"), number_of(value, "max_days"), days_words, words);
  const auto hours =
      range_words(number_of(value, "min_hours"), number_of(value, "max_hours"), hours_words, words);
  for (const std::string& part : {days, hours})
    if (!part.empty()) line += (line.empty() ? "" : ", ") + part;
  if (flag_of(value, "life")) line += (line.empty() ? "" : ", ") + words.say("life");
  const std::string type = text_of(value, "type");
  if (!type.empty()) line = named(kPenalties, type, words) + (line.empty() ? "" : ": " + line);
  if (flag_of(value, "mandatory")) line += " (" + words.say("mandatory") + ")";
  return line;
}

// "UAH_nontaxable_minimum" -> "× nontaxable minimum (UAH)"; "EUR" stays.
std::string unit_words(const std::string& unit, const Catalogue& words) {
  if (unit == "unspecified") return words.say("(unit not stated)");
  const size_t cut = unit.find('_');
  if (cut == std::string::npos) return unit;
  return fmt::format("× {} ({})", named(kUnits, unit.substr(cut + 1), words), unit.substr(0, cut));
}

std::string fine_words(const EffectValue& value, const Catalogue& words) {
  const auto range = range_words(number_of(value, "min"), number_of(value, "max"), plain_words, words);
  return range.empty() ? range : range + " " + unit_words(text_of(value, "unit"), words);
}

// What stands first, and the rest in brackets: "heroin 0.5 g (small, floor of liability)".
std::string with_rest(const std::string& line, const std::vector<std::string>& parts) {
  std::string rest;
  for (const std::string& part : parts)
    if (!part.empty()) rest += (rest.empty() ? "" : ", ") + replace_all(part, "_", " ");
  if (rest.empty() || line.empty()) return line + rest;
  return line + " (" + rest + ")";
}

std::string threshold_words(const EffectValue& value) {
  std::string line = text_of(value, "substance");
  if (const auto amount = number_of(value, "amount"))
    line += (line.empty() ? "" : " ") + number_words(*amount) + " " + text_of(value, "unit");
  return with_rest(line, {text_of(value, "class"), text_of(value, "role"), text_of(value, "basis"),
                          text_of(value, "place")});
}

std::string schedule_words(const EffectValue& value, const Catalogue& words) {
  const std::string substance = text_of(value, "substance"), action = text_of(value, "action");
  return with_rest(substance, {text_of(value, "schedule"), text_of(value, "regime"),
                               action.empty() ? action : named(kActions, action, words)});
}

std::string liability_words(const EffectValue& value, const Catalogue& words) {
  const std::string from = text_of(value, "from"), to = text_of(value, "to");
  const std::string before = from.empty() ? from : named(kLiability, from, words);
  const std::string after = to.empty() ? to : named(kLiability, to, words);
  return before.empty() || after.empty() ? before + after : before + " → " + after;
}

// Anything without a phrase of its own, so that no value is ever left out.
std::string any_words(const EffectValue& value) {
  std::string line;
  for (const auto& [key, field] : value) {
    if (std::holds_alternative<std::monostate>(field)) continue;
    line += (line.empty() ? "" : ", ") + replace_all(key, "_", " ") + " " + field_words(field);
  }
  return line;
}

std::string value_words(const std::string& kind, const EffectValue& value, const Catalogue& words) {
  std::string line;
  if (kind == "fine") line = fine_words(value, words);
  if (kind == "quantity_threshold") line = threshold_words(value);
  if (kind == "schedule_entry") line = schedule_words(value, words);
  if (kind == "liability") line = liability_words(value, words);
  if (kind == "treatment_order" && !text_of(value, "consent").empty())
    line = named(kConsents, text_of(value, "consent"), words);
  if (line.empty()) line = term_words(value, words);
  return line.empty() ? any_words(value) : line;
}

std::string side_words(const Effect& effect, const std::optional<EffectValue>& value,
                       const Catalogue& words) {
  if (!value) return words.say("none");
  const std::string line = value_words(effect.kind, *value, words);
  return line.empty() ? words.say("present") : line;
}

std::string gravity_words(const GravityStep& step, const Catalogue& words) {
  std::string line =
      words.say("its class changes: {from} → {to}",
                {{"from", named(kGravity, step.from, words)}, {"to", named(kGravity, step.to, words)}});
  line += " (" + step.basis;
  if (!step.confirmed) line += "; " + words.say("these lines were not checked on a page of the law");
  return line + ")";
}

}  // namespace

std::string effect_words(const Effect& effect, const Catalogue& words) {
  std::string line = named(kEffectNames, effect.kind, words) + ": ";
  const bool steps_inside = effect.kind == "liability" && !effect.old_value && effect.new_value;
  if (!effect.old_value && !effect.new_value)
    line += words.say("changed");
  else if (steps_inside)
    line += value_words(effect.kind, *effect.new_value, words);
  else
    line += side_words(effect, effect.old_value, words) + " → " + side_words(effect, effect.new_value, words);
  line += " (" + direction_words(effect.direction, words);
  if (effect.reason) line += ": " + reason_words(*effect.reason, words);
  line += ")";
  if (effect.gravity) line += ", " + gravity_words(*effect.gravity, words);
  if (effect.via) line += ", " + words.say("inferred through {via}", {{"via", *effect.via}});
  return line;
}

}  // namespace zakonwatch
