// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/direction.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

Penalty custody(std::optional<double> min, std::optional<double> max, const char* kind = "imprisonment") {
  Penalty penalty;
  penalty.kind = kind;
  penalty.measure = Penalty::Measure::months;
  penalty.min = min;
  penalty.max = max;
  return penalty;
}
Penalty fine(std::optional<double> max, const char* unit = "EUR") {
  Penalty penalty = custody({}, max, "fine");
  penalty.measure = Penalty::Measure::money;
  penalty.unit = unit;
  return penalty;
}
Penalty other(const char* type) {
  Penalty penalty;
  penalty.kind = "other_penalty";
  penalty.type = type;
  return penalty;
}
Effect effect(Direction direction, const char* reason = nullptr) {
  Effect out;
  out.direction = direction;
  if (reason != nullptr) out.reason = reason;
  return out;
}

TEST(Direction, BothEndsDecide) {
  EXPECT_EQ(compare_terms(custody(24, 96), custody(36, 96)).direction, Direction::harsher);
  EXPECT_EQ(compare_terms(custody(36, 96), custody(24, 60)).direction, Direction::lighter);
  EXPECT_EQ(compare_terms(custody(12, 60), custody(6, 96)).direction, Direction::mixed);
  EXPECT_EQ(compare_terms(custody({}, 36), custody(6, 36)).direction, Direction::harsher);
  EXPECT_EQ(compare_terms(custody(12, 36), custody({}, 36)).direction, Direction::lighter);
}

TEST(Direction, LifeCountsAsAnUpperEnd) {
  Penalty life = custody(72, 240);
  life.life = true;
  EXPECT_EQ(compare_terms(custody(60, 180), life).direction, Direction::harsher);
}

TEST(Direction, MoneyOfUnknownWorthIsUnclear) {
  EXPECT_EQ(compare_terms(fine(100), fine(200)).direction, Direction::harsher);
  EXPECT_EQ(compare_terms(fine(500000, "EEK"), fine(32000)).direction, Direction::neutral);
  EXPECT_EQ(compare_terms(fine(500000, "EEK"), fine(64000)).direction, Direction::harsher);
  const auto judged = compare_terms(fine(50, "UAH_nontaxable_minimum"), fine(850, "UAH"));
  EXPECT_EQ(judged.direction, Direction::unclear);
  EXPECT_TRUE(judged.reason.has_value());
  EXPECT_EQ(compare_terms(fine({}, "unspecified"), fine(850)).direction, Direction::unclear);
}

TEST(Direction, AnAddedMilderAlternativeEases) {
  EXPECT_EQ(judge_added(fine(100), {custody({}, 36)}).direction, Direction::lighter);
  EXPECT_EQ(judge_added(custody({}, 36), {fine(100)}).direction, Direction::harsher);
  EXPECT_EQ(judge_added(custody(12, 36), {}).direction, Direction::harsher);
  EXPECT_EQ(judge_added(other("confiscation_of_property"), {custody({}, 36)}).direction, Direction::harsher);
  EXPECT_EQ(judge_added(custody(24, 60, "restriction_of_liberty"),
                        {custody({}, 36, "restriction_of_liberty"), custody({}, 60)})
                .direction,
            Direction::unclear);
}

TEST(Direction, ADroppedAlternativeDependsOnWhatRemains) {
  EXPECT_EQ(judge_dropped(fine(100), {custody({}, 36)}).direction, Direction::harsher);
  EXPECT_EQ(judge_dropped(custody({}, 36), {fine(100)}).direction, Direction::lighter);
  EXPECT_EQ(judge_dropped(custody({}, 36), {}).direction, Direction::lighter);
}

TEST(Direction, FloorsRaisedEase) {
  EXPECT_EQ(compare_floors(100, 10).direction, Direction::harsher);
  EXPECT_EQ(compare_floors({}, 100).direction, Direction::lighter);
  EXPECT_EQ(compare_floors(5, 5).direction, Direction::neutral);
}

TEST(Direction, TheLadderOfLiability) {
  EXPECT_EQ(compare_liability("administrative", "crime").direction, Direction::harsher);
  EXPECT_EQ(compare_liability("crime", "administrative").direction, Direction::lighter);
  EXPECT_EQ(compare_liability("crime", "administrative_arrest").direction, Direction::mixed);
}

TEST(Direction, OverallOnlyWhenEveryComponentAgrees) {
  using enum Direction;
  EXPECT_EQ(overall({effect(harsher), effect(neutral)}).direction, harsher);
  EXPECT_EQ(overall({effect(harsher), effect(lighter)}).direction, mixed);
  EXPECT_EQ(overall({effect(neutral)}).direction, neutral);
  const auto open = overall({effect(lighter), effect(unclear, "basis_changed")});
  EXPECT_EQ(open.direction, unclear);
  EXPECT_EQ(open.reason, "basis_changed");
  EXPECT_EQ(overall({}).direction, unclear);
  EXPECT_EQ(overall({}).reason, "no_number");
}

}  // namespace
}  // namespace zakonwatch
