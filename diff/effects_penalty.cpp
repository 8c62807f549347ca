// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/effects_penalty.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kUnitReach = 80;    // bytes after a number in which its unit is looked for
constexpr size_t kBesideReach = 80;  // bytes between alternatives of one sanction
constexpr std::string_view kAdministrative = "_administrative";

using Measure = Penalty::Measure;
using Patterns = std::vector<Pattern>;

const Patterns* patterns_of(const LanguageProfile& profile, const std::string& key) {
  const auto found = profile.penalty.find(key);
  return found == profile.penalty.end() ? nullptr : &found->second;
}

bool is_penalty_key(std::string_view key) {
  return !key.starts_with("basis_") && !key.starts_with("unit_") && !key.starts_with("money_") &&
         !key.starts_with("quantity_") && !key.ends_with("_mention") && key != "same_term" &&
         !key.starts_with("liability_") && !key.starts_with("bare_") && !key.ends_with("_name") &&
         key != "optional" && key != "alternative" && key != "exception" && key != "age_limit" &&
         key != "release" && key != "legal_person" && key != "general_part" && key != "offence_list" &&
         key != "amnesty_exception";
}

// The first match of any of the patterns that begins before `limit`.
std::optional<Pattern::Match> first_match(const Patterns* patterns, std::string_view text, size_t from,
                                          size_t limit) {
  std::optional<Pattern::Match> best;
  if (patterns == nullptr) return best;
  const std::string_view within = text.substr(0, std::min(limit, text.size()));
  for (const Pattern& pattern : *patterns) {
    auto match = pattern.match_at(within, from);  // "kolme|aastase": the unit may be the rest of the word
    if (!match) match = pattern.search(within, from);
    if (match && (!best || match->begin < best->begin)) best = std::move(match);
  }
  return best;
}

struct Unit {
  Measure measure = Measure::none;
  double factor = 1;  // of the written amount, to months, days or hours
  std::string money;
  size_t begin = 0, end = 0;
};

constexpr std::array<std::pair<const char*, std::pair<Measure, double>>, 5> kTimeUnits = {{
    {"unit_years", {Measure::months, 12}},
    {"unit_months", {Measure::months, 1}},
    {"unit_weeks", {Measure::days, 7}},
    {"unit_days", {Measure::days, 1}},
    {"unit_hours", {Measure::hours, 1}},
}};

// The unit that stands nearest after a number.
std::optional<Unit> unit_after(const LanguageProfile& profile, std::string_view text, size_t from,
                               size_t limit, bool money) {
  std::optional<Unit> best;
  const auto consider = [&](const std::string& key, Unit unit) {
    const auto match = first_match(patterns_of(profile, key), text, from, limit);
    if (!match || (best && best->begin <= match->begin)) return;
    unit.begin = match->begin;
    unit.end = match->end;
    best = std::move(unit);
  };
  if (!money) {
    for (const auto& [key, unit] : kTimeUnits) consider(key, {unit.first, unit.second, {}, 0, 0});
    return best;
  }
  for (const auto& [key, _] : profile.penalty)
    if (key.starts_with("money_")) consider(key, {Measure::money, 1, key.substr(6), 0, 0});
  return best;
}

// What a number without a readable unit is taken to be: the unit that law uses for this penalty.
Unit usual_unit(const Penalty& penalty) {
  if (penalty.kind == "fine") return {Measure::money, 1, "unspecified", 0, 0};
  if (penalty.kind == "community_service") return {Measure::hours, 1, {}, 0, 0};
  if (penalty.kind == "arrest" && penalty.administrative) return {Measure::days, 1, {}, 0, 0};
  if (penalty.kind == "arrest") return {Measure::months, 1, {}, 0, 0};
  return {Measure::months, 12, {}, 0, 0};
}

Penalty named(const std::string& key) {
  static constexpr std::array kKinds = {"imprisonment", "restriction_of_liberty", "arrest", "fine",
                                        "community_service"};
  Penalty penalty;
  std::string name = key;
  if (name.ends_with(kAdministrative)) {
    penalty.administrative = true;
    name.resize(name.size() - kAdministrative.size());
  }
  if (name == "life") {
    penalty.kind = "imprisonment";
    penalty.life = true;
  } else if (std::find(kKinds.begin(), kKinds.end(), name) != kKinds.end()) {
    penalty.kind = name;
  } else {
    penalty.kind = "other_penalty";
    penalty.type = name;
  }
  return penalty;
}

// "From three to five thousand": the multiplier is said once.
void share_multiplier(Penalty& penalty) {
  if (!penalty.min || !penalty.max || *penalty.max < 1000 || *penalty.min >= 100) return;
  if (std::fmod(*penalty.max, 1000) == 0 && *penalty.min < *penalty.max / 1000) *penalty.min *= 1000;
}

// The unit of a number: what follows it; for money also what stands before ("vahidin iki yüz misli").
std::optional<Unit> unit_of(const Pattern::Capture& capture, size_t limit, const Pattern::Match& match,
                            bool money, std::string_view text, const LanguageProfile& profile) {
  auto unit = unit_after(profile, text, capture.end, limit, money);
  const bool multiple = unit && unit->money.ends_with("_multiple");  // "the thousandfold": of what?
  if (!money || (unit && !multiple) || (!unit && limit < match.end)) return unit;
  const size_t space = match.begin < kUnitReach ? 0 : text.rfind(' ', match.begin - kUnitReach);
  auto named = unit_after(profile, text, space == std::string_view::npos ? 0 : space, capture.begin, money);
  return named && (!multiple || !named->money.ends_with("_multiple")) ? named : unit;
}

// "One year six months": what stands right behind the years.
double months_behind(const Unit& years, std::string_view text, const LanguageProfile& profile) {
  if (years.measure != Measure::months || years.factor != 12 || years.end + 1 >= text.size()) return 0;
  static const Pattern digits = *Pattern::compile("<amount>");
  const size_t at = years.end + 1;
  std::optional<std::pair<double, size_t>> count;
  if (const auto match = digits.match_at(text, at); match && match->captures[0].value)
    count = {*match->captures[0].value, match->end};
  else if (profile.numbers != nullptr)
    if (const auto words = profile.numbers->match(text, at))
      count = {static_cast<double>(words->value), words->end};
  if (!count) return 0;
  const auto unit =
      first_match(patterns_of(profile, "unit_months"), text, count->second, count->second + kUnitReach);
  return unit && unit->begin <= count->second + 1 ? count->first : 0;
}

// The numbers of a match with their units. A lower limit without a unit has that of the upper one.
void read_amounts(Penalty& penalty, const Pattern::Match& match, std::string_view text,
                  const LanguageProfile& profile) {
  std::optional<Unit> unit;
  const bool money = penalty.kind == "fine";
  bool in_words = true;
  for (size_t i = match.captures.size(); i-- > 0;) {
    const auto& capture = match.captures[i];
    if (!capture.value || (capture.hole != "from" && capture.hole != "to" && capture.hole != "amount"))
      continue;
    const bool last = i + 1 == match.captures.size();
    const size_t limit = last ? std::min(text.size(), capture.end + kUnitReach) : match.captures[i + 1].begin;
    if (auto own = unit_of(capture, limit, match, money, text, profile)) unit = std::move(own);
    if (!unit) unit = usual_unit(penalty);
    const bool own_years = unit->begin >= capture.end && unit->begin <= capture.end + 1;
    const double value =
        *capture.value * unit->factor + (own_years ? months_behind(*unit, text, profile) : 0);
    if (capture.hole != "to") penalty.min = value;
    if (capture.hole != "from") penalty.max = value;
    penalty.measure = unit->measure;
    penalty.unit = unit->money;
    in_words &= !(capture.text[0] >= '0' && capture.text[0] <= '9');
  }
  if (!money) return;
  if (in_words) share_multiplier(penalty);
  if (penalty.measure == Measure::none) {
    penalty.measure = Measure::money;
    penalty.unit = "unspecified";
  }
}

// Every match of every pattern; of overlapping ones the first and longest stays.
std::vector<std::pair<std::string, Pattern::Match>> all_matches(std::string_view text,
                                                                const LanguageProfile& profile) {
  std::vector<std::pair<std::string, Pattern::Match>> found;
  for (const auto& [key, patterns] : profile.penalty) {
    if (!is_penalty_key(key)) continue;
    for (const Pattern& pattern : patterns)
      for (size_t from = 0; from < text.size();) {
        auto match = pattern.search(text, from);
        if (!match) break;
        from = std::max(match->end, match->begin + 1);
        found.emplace_back(key, std::move(*match));
      }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.second.begin != b.second.begin ? a.second.begin < b.second.begin : a.second.end > b.second.end;
  });
  std::vector<std::pair<std::string, Pattern::Match>> kept;
  for (auto& match : found)
    if (kept.empty() || match.second.begin >= kept.back().second.end) kept.push_back(std::move(match));
  return kept;
}

bool stands_within(const Patterns* patterns, std::string_view text, size_t begin, size_t end) {
  return first_match(patterns, text, begin, end).has_value();
}

// "The same term": the term of the alternative before it.
void resolve_same_term(std::vector<Penalty>& penalties, std::string_view text,
                       const LanguageProfile& profile) {
  const Patterns* same = patterns_of(profile, "same_term");
  for (size_t i = 1; i < penalties.size(); ++i) {
    Penalty& penalty = penalties[i];
    if (penalty.min || penalty.max || penalty.life || penalty.kind == "fine") continue;
    const size_t limit = i + 1 < penalties.size() ? penalties[i + 1].begin : penalty.end + kBesideReach;
    const auto match = first_match(same, text, penalty.begin, std::min(limit, penalty.end + kBesideReach));
    if (!match || match->begin > penalty.end + 4) continue;
    const auto before = std::find_if(
        penalties.rend() - static_cast<long>(i), penalties.rend(),
        [](const Penalty& p) { return p.measure == Measure::months || p.measure == Measure::days; });
    if (before == penalties.rend()) continue;
    penalty.min = before->min;
    penalty.max = before->max;
    penalty.measure = before->measure;
    penalty.end = std::max(penalty.end, match->end);
    penalty.words = std::string(text.substr(penalty.begin, penalty.end - penalty.begin));
  }
}

// "12 to 20 years, or life" is one custody with two ends.
void join_life(std::vector<Penalty>& penalties) {
  for (size_t i = 0; i + 1 < penalties.size();) {
    Penalty& a = penalties[i];
    const Penalty& b = penalties[i + 1];
    const bool join = a.kind == "imprisonment" && b.kind == "imprisonment" && a.life != b.life &&
                      b.begin - a.end < kBesideReach;
    if (!join) {
      ++i;
      continue;
    }
    if (a.life) a.min = b.min, a.max = b.max, a.measure = b.measure;
    a.life = true;
    a.end = b.end;
    a.words += " … " + b.words;
    penalties.erase(penalties.begin() + static_cast<long>(i) + 1);
  }
}

// Rules about a penalty name it once and state terms for several cases: "deprivation of liberty may be
// imposed on a minor: 1) … for not more than two years; 2) …". Read where one kind alone is named in front of
// them.
void add_bare_terms(std::vector<Penalty>& out, std::string_view text, const LanguageProfile& profile) {
  const Patterns* terms = patterns_of(profile, "bare_term");
  if (terms == nullptr) return;
  std::optional<std::pair<std::string, size_t>> kind;
  for (const auto& [key, patterns] : profile.penalty) {
    if (!key.ends_with("_name")) continue;
    const auto match = first_match(&patterns, text, 0, text.size());
    if (!match) continue;
    if (kind) return;  // two kinds: whose term it is is not said
    kind = {key.substr(0, key.size() - 5), match->end};
  }
  if (!kind) return;
  for (size_t from = kind->second; from < text.size();) {
    const auto match = first_match(terms, text, from, text.size());
    if (!match) break;
    from = std::max(match->end, match->begin + 1);
    Penalty penalty = named(kind->first);
    penalty.begin = match->begin;
    penalty.end = match->end;
    penalty.words = std::string(text.substr(match->begin, match->end - match->begin));
    read_amounts(penalty, *match, text, profile);
    out.push_back(std::move(penalty));
  }
}

// "Two hundred to a thousand roubles" and nothing else: an amending act quotes the ends of a fine.
void add_bare_fine(std::vector<Penalty>& out, std::string_view text, const LanguageProfile& profile) {
  const Patterns* bare = patterns_of(profile, "bare_fine");
  const std::string_view quoted = trim(text);
  if (bare == nullptr || quoted.empty() || quoted.size() > 2 * kUnitReach) return;
  for (const Pattern& pattern : *bare) {
    const auto match = pattern.match_at(quoted);
    if (!match || match->end != quoted.size()) continue;
    Penalty penalty = named("fine");
    penalty.end = quoted.size();
    penalty.words = std::string(quoted);
    read_amounts(penalty, *match, quoted, profile);
    out.push_back(std::move(penalty));
    return;
  }
}

EffectField field(const std::optional<double>& value) {
  if (!value) return std::monostate{};
  const auto whole = static_cast<int64_t>(*value);
  if (static_cast<double>(whole) == *value) return whole;
  return *value;
}

}  // namespace

bool Penalty::same_value(const Penalty& other) const {
  return same_kind(other) && administrative == other.administrative && measure == other.measure &&
         min == other.min && max == other.max && unit == other.unit && life == other.life &&
         optional == other.optional;
}

std::vector<Penalty> read_penalties(std::string_view text, const LanguageProfile& profile) {
  std::vector<Penalty> out;
  const auto matches = all_matches(text, profile);
  for (const auto& [key, match] : matches) {
    if (key == "condition") continue;
    Penalty penalty = named(key);
    penalty.begin = match.begin;
    penalty.end = match.end;
    penalty.words = std::string(text.substr(match.begin, match.end - match.begin));
    read_amounts(penalty, match, text, profile);
    if (penalty.kind == "imprisonment" && !penalty.life &&
        stands_within(patterns_of(profile, "life"), text, match.begin, match.end))
      penalty.life = true;
    if (is_add_on(penalty))
      penalty.optional =
          stands_within(patterns_of(profile, "optional"), text, match.end, match.end + kBesideReach / 2);
    out.push_back(std::move(penalty));
  }
  resolve_same_term(out, text, profile);
  join_life(out);
  if (out.empty()) add_bare_fine(out, text, profile);
  if (out.empty()) add_bare_terms(out, text, profile);
  return out;
}

EffectValue value_of(const Penalty& penalty) {
  EffectValue value;
  const auto limits = [&](const char* min, const char* max, bool applies) {
    value[min] = applies ? field(penalty.min) : EffectField();
    value[max] = applies ? field(penalty.max) : EffectField();
  };
  const bool days = penalty.measure == Measure::days;
  if (penalty.kind == "fine") {
    limits("min", "max", true);
    value["unit"] = penalty.unit;
  } else if (penalty.kind == "community_service") {
    limits("min_hours", "max_hours", true);
  } else if (penalty.kind == "other_penalty") {
    value["type"] = penalty.type;
    limits("min_months", "max_months", true);
    value["mandatory"] = EffectField();
    if (is_add_on(penalty)) value["mandatory"] = !penalty.optional;
  } else {
    limits("min_months", "max_months", !days);
    limits("min_days", "max_days", days);
    value["life"] = EffectField();
    if (penalty.life) value["life"] = true;
  }
  return value;
}

bool is_add_on(const Penalty& penalty) {
  return penalty.kind == "other_penalty" &&
         (penalty.type.find("confiscation") != std::string::npos || penalty.type == "disqualification" ||
          penalty.type == "property_penalty" || penalty.type == "supervision" || penalty.type == "expulsion");
}

bool is_guarantee(const Penalty& penalty) { return penalty.type == "prison_last_resort_limit"; }

Liability liability_of(std::string_view text, const std::vector<Penalty>& penalties,
                       const LanguageProfile& profile) {
  static constexpr std::array kNamed = {"disciplinary", "administrative", "misdemeanour", "crime"};
  Liability said{"none", {}};
  for (const char* rung : kNamed)  // the gravest that is named
    if (const auto match =
            first_match(patterns_of(profile, std::string("liability_") + rung), text, 0, text.size()))
      said = {rung, std::string(text.substr(match->begin, match->end - match->begin))};
  if (penalties.empty()) return said;
  const auto criminal = std::find_if(penalties.begin(), penalties.end(), [](const Penalty& p) {
    return !p.administrative && !is_add_on(p) && !is_guarantee(p);
  });
  if (criminal != penalties.end()) {
    if (said.rung == "misdemeanour") return said;
    return {"crime", criminal->words};
  }
  const auto arrest =
      std::find_if(penalties.begin(), penalties.end(), [](const Penalty& p) { return p.kind == "arrest"; });
  if (arrest != penalties.end()) return {"administrative_arrest", arrest->words};
  return {"administrative", penalties.front().words};
}

bool has_unread(const std::string& kind, std::string_view text, const std::vector<Penalty>& read,
                const LanguageProfile& profile) {
  const Patterns* mentions = patterns_of(profile, kind + "_mention");
  if (mentions == nullptr) return false;
  for (const Pattern& pattern : *mentions)
    for (size_t from = 0; from < text.size();) {
      const auto match = pattern.search(text, from);
      if (!match) break;
      from = std::max(match->end, match->begin + 1);
      const bool understood = std::any_of(read.begin(), read.end(), [&](const Penalty& p) {
        return p.begin < match->end && match->begin < p.end;
      });
      if (!understood) return true;
    }
  return false;
}

int severity(const Penalty& penalty) {
  constexpr int kBelowCrime = -10;  // any penalty of administrative law is milder than any of criminal law
  static constexpr std::array<std::pair<const char*, int>, 9> kRank = {{
      {"warning", 0},
      {"fine", 1},
      {"community_service", 2},
      {"corrective_labour", 3},
      {"arrest", 4},
      {"restriction_of_liberty", 5},
      {"imprisonment", 6},
      {"exceptional_punishment", 7},
      {"death_penalty", 9},
  }};
  if (penalty.life) return 8;
  const std::string& name = penalty.kind == "other_penalty" ? penalty.type : penalty.kind;
  for (const auto& [known, rank] : kRank)
    if (name == known) return penalty.administrative ? rank + kBelowCrime : rank;
  return 2;
}

}  // namespace zakonwatch
