// SPDX-License-Identifier: GPL-3.0-or-later
// Amounts that decide whether and how gravely a person is liable (declared in diff/effects.h). Read by the
// keys quantity_over, quantity_range, quantity_at_least and quantity_up_to of [penalty], with unit_plants,
// unit_g, unit_kg …, and basis_pure, basis_mixture, basis_dried for what the amount is an amount of.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "diff/direction.h"
#include "diff/effects.h"

namespace zakonwatch {
namespace {

constexpr size_t kSubstanceReach = 60;  // bytes between a substance and its amount, or the next substance
constexpr std::array kClasses = {"quantity_over", "quantity_range", "quantity_at_least", "quantity_up_to"};
constexpr std::array kUnits = {"plants", "g", "mg", "kg", "ml", "l", "pieces", "doses"};
constexpr std::array kBases = {"pure", "mixture", "dried", "salt"};

struct Threshold {
  std::string substance;  // empty where none is named
  std::string kind;       // over, range, at_least, up_to
  std::optional<double> amount, ceiling;
  std::string unit, words;
  size_t begin = 0, end = 0;

  bool same(const Threshold& other) const {
    return kind == other.kind && amount == other.amount && ceiling == other.ceiling && unit == other.unit;
  }
};

const std::vector<Pattern>* patterns_of(const LanguageProfile& profile, const std::string& key) {
  const auto found = profile.penalty.find(key);
  return found == profile.penalty.end() ? nullptr : &found->second;
}

bool stands_in(const std::vector<Pattern>* patterns, std::string_view text) {
  return patterns != nullptr && std::any_of(patterns->begin(), patterns->end(),
                                            [&](const Pattern& p) { return p.search(text).has_value(); });
}

std::string unit_in(std::string_view words, const LanguageProfile& profile) {
  for (const char* unit : kUnits)
    if (stands_in(patterns_of(profile, std::string("unit_") + unit), words)) return unit;
  return {};
}

// "quantity_over" -> "over"
std::string kind_of(const char* key) { return std::string(key).substr(9); }

std::vector<Threshold> amounts(std::string_view text, const LanguageProfile& profile) {
  std::vector<Threshold> out;
  for (const char* key : kClasses) {
    const auto* patterns = patterns_of(profile, key);
    if (patterns == nullptr) continue;
    for (const Pattern& pattern : *patterns)
      for (size_t from = 0; from < text.size();) {
        const auto match = pattern.search(text, from);
        if (!match) break;
        from = std::max(match->end, match->begin + 1);
        Threshold threshold{{},           kind_of(key),
                            {},           {},
                            {},           std::string(text.substr(match->begin, match->end - match->begin)),
                            match->begin, match->end};
        if (const auto* floor = match->find("from")) threshold.amount = floor->value;
        if (const auto* only = match->find("amount")) threshold.amount = only->value;
        if (const auto* top = match->find("to")) threshold.ceiling = top->value;
        threshold.unit = unit_in(threshold.words, profile);
        out.push_back(std::move(threshold));
      }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return out;
}

// Names of substances as effects print them; other concepts are no substances.
const char* substance_name(const std::string& concept_id) {
  static const std::map<std::string, const char*> kNames = {
      {"poppy", "opium poppy"},
      {"cannabis", "cannabis"},
      {"hemp", "cannabis"},
      {"coca", "coca"},
      {"heroin", "heroin"},
      {"cocaine", "cocaine"},
      {"amphetamine", "amphetamine"},
      {"mdma", "MDMA"},
      {"lsd", "LSD"},
      {"opium", "opium"},
      {"morphine", "morphine"},
      {"methadone", "methadone"},
      {"buprenorphine", "buprenorphine"},
      {"thc", "THC"},
      {"psilocybin", "psilocybin"},
      {"ketamine", "ketamine"},
      {"fentanyl", "fentanyl"},
      {"cathinone", "cathinone"},
      {"synthetic_cannabinoid", "synthetic cannabinoid"},
      {"precursor", "precursor"}};
  const auto found = kNames.find(concept_id);
  return found == kNames.end() ? nullptr : found->second;
}

// The substances that an amount speaks of: those that stand right before it, one beside the other. An amount
// of one substance is never given to another that stands before an earlier amount.
std::vector<std::string> substances_before(const std::vector<ConceptHit>& hits, size_t from,
                                           size_t amount_begin) {
  std::vector<std::string> out;
  size_t edge = amount_begin;
  for (size_t i = hits.size(); i-- > 0;) {
    const ConceptHit& hit = hits[i];
    const char* name = substance_name(hit.concept_id);
    if (name == nullptr || hit.begin < from || hit.begin >= edge) continue;
    if (edge > hit.end && edge - hit.end > kSubstanceReach) break;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
    edge = hit.begin;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<Threshold> read(std::string_view text, const AssessmentContext& context) {
  std::vector<Threshold> out;
  const auto found = amounts(text, *context.profile);
  if (found.empty()) return out;
  const auto hits = context.lexicon == nullptr ? std::vector<ConceptHit>() : context.lexicon->find(text);
  size_t from = 0;
  for (const Threshold& amount : found) {
    auto substances = substances_before(hits, from, amount.begin);
    if (substances.empty()) substances.emplace_back();
    for (auto& substance : substances) {
      out.push_back(amount);
      out.back().substance = std::move(substance);
    }
    from = amount.end;
  }
  return out;
}

EffectField number(const std::optional<double>& value) {
  EffectField field;
  if (!value) return field;
  const auto whole = static_cast<int64_t>(*value);
  if (static_cast<double>(whole) == *value)
    field = whole;
  else
    field = *value;
  return field;
}
EffectField words_or_null(const std::string& text) {
  EffectField field;
  if (!text.empty()) field = text;
  return field;
}

// The basis that a text names for its amounts; empty where it names none or several.
std::string basis_in(std::string_view text, const LanguageProfile& profile) {
  std::string out;
  for (const char* basis : kBases)
    if (stands_in(patterns_of(profile, std::string("basis_") + basis), text))
      out = out.empty() ? basis : "several";
  return out;
}

EffectValue value_of(const Threshold& threshold, const std::string& basis) {
  EffectValue value;
  value["substance"] = words_or_null(threshold.substance);
  value["amount"] = number(threshold.kind == "up_to" ? threshold.ceiling : threshold.amount);
  value["to"] = number(threshold.kind == "up_to" ? std::nullopt : threshold.ceiling);
  value["unit"] = words_or_null(threshold.unit);
  value["class"] = threshold.kind;
  value["role"] = std::string(threshold.kind == "up_to" ? "ceiling" : "floor");
  value["basis"] = words_or_null(basis);
  value["place"] = EffectField();
  return value;
}

Judgement judge(const Threshold* before, const Threshold* after, bool basis_changed) {
  if (basis_changed) return {Direction::unclear, "basis_changed"};
  const Threshold& any = after != nullptr ? *after : *before;
  if (before != nullptr && after != nullptr && before->unit != after->unit)
    return {Direction::unclear, "basis_changed"};
  if (any.kind == "up_to") {
    // A ceiling of exemption: raised or given, it eases.
    const auto from = before != nullptr ? before->ceiling : std::nullopt;
    const auto to = after != nullptr ? after->ceiling : std::nullopt;
    return compare_floors(from, to);
  }
  return compare_floors(before != nullptr ? before->amount : std::nullopt,
                        after != nullptr ? after->amount : std::nullopt);
}

Effect effect_of(const Wording& wording, const Threshold* before, const Threshold* after,
                 const std::string& old_basis, const std::string& new_basis) {
  Effect effect;
  effect.kind = "quantity_threshold";
  effect.where = wording.where;
  if (before != nullptr) effect.old_value = value_of(*before, old_basis), effect.old_evidence = before->words;
  if (after != nullptr) effect.new_value = value_of(*after, new_basis), effect.new_evidence = after->words;
  const Judgement judged =
      judge(before, after, before != nullptr && after != nullptr && old_basis != new_basis);
  effect.direction = judged.direction;
  effect.reason = judged.reason;
  return effect;
}

// Two substances with one fate are one line: "opium poppy or cannabis".
void join_substances(std::vector<Effect>& effects) {
  const auto without_name = [](std::optional<EffectValue> value) {
    if (value) value->erase("substance");
    return value;
  };
  const auto name = [](Effect& effect) -> EffectField& {
    return (effect.new_value ? *effect.new_value : *effect.old_value)["substance"];
  };
  for (size_t i = 0; i + 1 < effects.size();) {
    Effect &a = effects[i], &b = effects[i + 1];
    const bool one_fate = without_name(a.old_value) == without_name(b.old_value) &&
                          without_name(a.new_value) == without_name(b.new_value) &&
                          a.old_value.has_value() != a.new_value.has_value();
    const auto* first = std::get_if<std::string>(&name(a));
    const auto* second = std::get_if<std::string>(&name(b));
    if (!one_fate || first == nullptr || second == nullptr) {
      ++i;
      continue;
    }
    name(a) = *first + " or " + *second;
    effects.erase(effects.begin() + static_cast<long>(i) + 1);
  }
}

// Amounts in words that another act fills with numbers: "considerable amount" in place of "personal need".
std::vector<Effect> named_amounts(const Wording& wording, const AssessmentContext& context) {
  static constexpr std::array kNamed = {"small_amount", "significant_amount",
                                        "large_amount", "especially_large_amount",
                                        "own_use",      "single_dose"};
  if (context.lexicon == nullptr || !wording.before || !wording.after) return {};
  using Found = std::map<std::string, std::string>;
  const auto read_side = [&](const std::string& text) {
    Found found;
    for (const auto& hit : context.lexicon->find(text))
      if (std::find(kNamed.begin(), kNamed.end(), hit.concept_id) != kNamed.end())
        found.try_emplace(hit.concept_id, hit.words);
    return found;
  };
  const Found before = read_side(*wording.before), after = read_side(*wording.after);
  const auto missing_in = [](const Found& a, const Found& b) {
    return std::find_if(a.begin(), a.end(), [&](const auto& item) { return !b.contains(item.first); });
  };
  const auto gone = missing_in(before, after), come = missing_in(after, before);
  if (gone == before.end() || come == after.end())
    return {};  // a tier that joins or goes is told by its sanction
  Effect effect;
  effect.kind = "quantity_threshold";
  effect.where = wording.where;
  effect.reason = "delegated_elsewhere";
  const auto side = [](const std::string& name) {
    EffectValue value;
    for (const char* key : {"substance", "amount", "unit", "role", "basis", "place"})
      value[key] = EffectField();
    value["class"] = name;
    return value;
  };
  effect.old_value = side(gone->first);
  effect.old_evidence = gone->second;
  effect.new_value = side(come->first);
  effect.new_evidence = come->second;
  return {effect};
}

// The same figures on another basis ("pure substance" in place of "mixture").
std::vector<Effect> basis_effect(const Wording& wording, const LanguageProfile& profile) {
  if (!wording.before || !wording.after) return {};
  const std::string before = basis_in(*wording.before, profile), after = basis_in(*wording.after, profile);
  if (before == after || before.empty() || after.empty()) return {};
  Threshold any;
  any.kind = "over";
  Effect effect;
  effect.kind = "quantity_threshold";
  effect.where = wording.where;
  effect.old_value = value_of(any, before);
  effect.new_value = value_of(any, after);
  for (auto* value : {&*effect.old_value, &*effect.new_value})
    (*value)["class"] = EffectField(), (*value)["role"] = EffectField();
  effect.reason = "basis_changed";
  return {effect};
}

}  // namespace

std::vector<Effect> threshold_effects(const Wording& wording, const AssessmentContext& context) {
  if (!wording.before || !wording.after) return {};  // a new or lost rule is judged by its sanction
  const auto before = read(*wording.before, context), after = read(*wording.after, context);
  if (before.empty() && after.empty()) {
    auto basis = basis_effect(wording, *context.profile);
    return basis.empty() ? named_amounts(wording, context) : basis;
  }
  const std::string old_basis = basis_in(*wording.before, *context.profile),
                    new_basis = basis_in(*wording.after, *context.profile);
  std::vector<bool> used(after.size(), false);
  std::vector<Effect> out;
  for (const Threshold& old : before) {
    const auto partner = std::find_if(after.begin(), after.end(), [&](const Threshold& t) {
      return !used[static_cast<size_t>(&t - after.data())] && t.substance == old.substance;
    });
    if (partner == after.end()) {
      out.push_back(effect_of(wording, &old, nullptr, old_basis, new_basis));
      continue;
    }
    used[static_cast<size_t>(&*partner - after.data())] = true;
    if (!old.same(*partner) || old_basis != new_basis)
      out.push_back(effect_of(wording, &old, &*partner, old_basis, new_basis));
  }
  for (size_t i = 0; i < after.size(); ++i)
    if (!used[i]) out.push_back(effect_of(wording, nullptr, &after[i], old_basis, new_basis));
  join_substances(out);
  return out;
}

}  // namespace zakonwatch
