// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/direction.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace zakonwatch {
namespace {

Judgement unclear(const char* reason) { return {Direction::unclear, reason}; }

Direction join(Direction a, Direction b) {
  if (a == Direction::neutral) return b;
  if (b == Direction::neutral || a == b) return a;
  return Direction::mixed;
}

// More of a penalty is harsher.
Direction by_amount(double before, double after) {
  if (before == after) return Direction::neutral;
  return after > before ? Direction::harsher : Direction::lighter;
}

struct Conversion {
  const char* from;
  const char* to;
  double rate;  // units of `from` for one of `to`
};

// The irrevocable euro rates (Council Regulations (EC) No 2866/98, (EU) No 671/2010 and their like), and
// redenominations that kept or divided the figures.
constexpr std::array<Conversion, 12> kConversions = {{
    {"EEK", "EUR", 15.6466},
    {"SKK", "EUR", 30.1260},
    {"LVL", "EUR", 0.702804},
    {"LTL", "EUR", 3.4528},
    {"SIT", "EUR", 239.640},
    {"HRK", "EUR", 7.53450},
    {"BGN", "EUR", 1.95583},
    {"DEM", "EUR", 1.95583},
    {"CSK", "CZK", 1},
    {"CSK", "SKK", 1},
    {"AZ_conditional_financial_unit", "AZN", 1},
    {"AZM", "AZN", 5000},
}};
constexpr double kRounding = 0.12;  // legislators round converted sums

bool converted(std::optional<double> before, std::optional<double> after, double rate) {
  if (!before || !after) return before.has_value() == after.has_value();
  const double exact = *before / rate;
  return std::abs(*after - exact) <= kRounding * exact;
}

Judgement compare_money(const Penalty& before, const Penalty& after) {
  for (const Conversion& known : kConversions) {
    if (before.unit != known.from || after.unit != known.to) continue;
    if (converted(before.min, after.min, known.rate) && converted(before.max, after.max, known.rate))
      return {Direction::neutral, std::nullopt};
    const auto scaled = [&](std::optional<double> v) { return v ? std::optional(*v / known.rate) : v; };
    Penalty same = before;
    same.unit = after.unit;
    same.min = scaled(before.min);
    same.max = scaled(before.max);
    return compare_terms(same, after);
  }
  return unclear("definition");  // another unit: what it is worth stands elsewhere
}

// Both ends; an absent lower end is nothing, an absent upper end is unknown.
Judgement compare_ends(const Penalty& before, const Penalty& after) {
  const Direction lower = by_amount(before.min.value_or(0), after.min.value_or(0));
  if (before.max.has_value() != after.max.has_value())
    return before.life != after.life
               ? Judgement{after.life ? Direction::harsher : Direction::lighter, std::nullopt}
               : unclear("no_number");
  const Direction upper = before.max ? by_amount(*before.max, *after.max) : Direction::neutral;
  Direction both = join(upper, lower);
  if (before.life != after.life) both = join(both, after.life ? Direction::harsher : Direction::lighter);
  return {both, std::nullopt};
}

Direction opposite(Direction direction) {
  if (direction == Direction::harsher) return Direction::lighter;
  return direction == Direction::lighter ? Direction::harsher : direction;
}

bool is_forfeiture(const Penalty& penalty) { return penalty.type.starts_with("forfeiture_"); }

int rung(const std::string& liability) {
  static constexpr std::array<const char*, 6> kLadder = {
      "none", "disciplinary", "administrative", "administrative_arrest", "misdemeanour", "crime"};
  const auto* place = std::find(kLadder.begin(), kLadder.end(), liability);
  return static_cast<int>(place - kLadder.begin());
}

}  // namespace

int gravest(const std::vector<Penalty>& penalties) {
  int rank = std::numeric_limits<int>::min();
  for (const Penalty& penalty : penalties)
    if (!is_add_on(penalty) && !is_guarantee(penalty)) rank = std::max(rank, severity(penalty));
  return rank;
}

Judgement compare_terms(const Penalty& before, const Penalty& after) {
  if (before.optional != after.optional && before.min == after.min && before.max == after.max)
    return {after.optional ? Direction::lighter : Direction::harsher, std::nullopt};
  const bool money = before.measure == Penalty::Measure::money;
  if (money && (before.unit == "unspecified" || after.unit == "unspecified")) return unclear("no_number");
  if (money && before.unit != after.unit) return compare_money(before, after);
  if (before.measure != after.measure) {
    const bool plain = before.measure != Penalty::Measure::none && after.measure != Penalty::Measure::none;
    return plain ? compare_ends(before, after) : unclear("no_number");
  }
  Judgement judged = compare_ends(before, after);
  if (is_guarantee(before)) judged.direction = opposite(judged.direction);
  return judged;
}

Judgement judge_added(const Penalty& added, const std::vector<Penalty>& before) {
  if (is_guarantee(added)) return {Direction::lighter, std::nullopt};
  if (is_add_on(added)) return {Direction::harsher, std::nullopt};
  const int before_rank = gravest(before);
  if (before.empty() || before_rank == std::numeric_limits<int>::min())
    return {Direction::harsher, std::nullopt};
  if (is_forfeiture(added))
    return unclear("definition");  // an alternative or an addition: the wording does not say
  const bool again = std::any_of(before.begin(), before.end(), [&](const Penalty& p) {
    return p.same_kind(added) && p.administrative == added.administrative;
  });
  if (again)
    return unclear("partial_text");  // two ranges of one kind in one sanction: which applies is not said
  return {severity(added) < before_rank ? Direction::lighter : Direction::harsher, std::nullopt};
}

Judgement judge_dropped(const Penalty& dropped, const std::vector<Penalty>& after) {
  if (is_guarantee(dropped)) return {Direction::harsher, std::nullopt};
  if (is_add_on(dropped)) return {Direction::lighter, std::nullopt};
  const int after_rank = gravest(after);
  if (after_rank == std::numeric_limits<int>::min()) return {Direction::lighter, std::nullopt};
  if (is_forfeiture(dropped)) return unclear("definition");
  return {severity(dropped) > after_rank ? Direction::lighter : Direction::harsher, std::nullopt};
}

Judgement compare_floors(std::optional<double> before, std::optional<double> after) {
  const double from = before.value_or(0), to = after.value_or(0);
  if (from == to) return {Direction::neutral, std::nullopt};
  return {to > from ? Direction::lighter : Direction::harsher, std::nullopt};
}

Judgement compare_liability(const std::string& from, const std::string& to) {
  const int before = rung(from), after = rung(to);
  if (before == after) return {Direction::neutral, std::nullopt};
  if (after > before) return {Direction::harsher, std::nullopt};
  if (to == "administrative_arrest")
    return {Direction::mixed, std::nullopt};  // no longer a crime; detention remains
  return {Direction::lighter, std::nullopt};
}

Judgement overall(const std::vector<Effect>& effects) {
  if (effects.empty()) return unclear("no_number");
  bool harsher = false, lighter = false;
  std::optional<std::string> reason;
  for (const Effect& effect : effects) {
    harsher |= effect.direction == Direction::harsher || effect.direction == Direction::mixed;
    lighter |= effect.direction == Direction::lighter || effect.direction == Direction::mixed;
    if (effect.direction == Direction::unclear && !reason) reason = effect.reason.value_or("no_number");
  }
  if (harsher && lighter) return {Direction::mixed, std::nullopt};
  if (reason) return {Direction::unclear, reason};
  if (harsher) return {Direction::harsher, std::nullopt};
  return {lighter ? Direction::lighter : Direction::neutral, std::nullopt};
}

}  // namespace zakonwatch
