// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/reconcile.h"

#include <gtest/gtest.h>

#include "acts.h"

namespace zakonwatch {
namespace {

using zakonwatch::testing::Line;
using zakonwatch::testing::make_act;

Instruction order(InstructionKind kind, const std::string& target, const std::string& old_words = "",
                  const std::string& new_words = "") {
  Instruction out;
  out.kind = kind;
  out.targets = {target};
  out.old_words = old_words, out.new_words = new_words;
  return out;
}

struct Case {
  Act before, after;
  std::vector<AmendingAct> amending;

  ChangeSet set() const {
    CompareInput input{.old_act = &before, .new_act = &after};
    input.amending = amending;
    return compare(input);
  }
  // States in the order of the orders, then how many changes nobody announced.
  std::string story() const {
    const ChangeSet changes = set();
    const Reconciliation result = reconcile(changes, before, after, amending, {});
    std::string out;
    for (const auto& each : result.instructions) out += std::string(to_string(each.state)) + " ";
    return out + std::to_string(result.unannounced.size());
  }
};

const std::vector<Line> kOld = {{"art_1", "Кто хранит, наказывается сроком до трех лет."},
                                {"art_2", "Кто сбывает, наказывается сроком до пяти лет."},
                                {"art_3", "Кто склоняет, наказывается сроком до двух лет."}};

Case one(const std::vector<Line>& lines, std::vector<Instruction> orders) {
  return {make_act(kOld), make_act(lines), {{{"7-ФЗ", {}}, "О внесении изменений", std::move(orders)}}};
}

TEST(Reconcile, WordsThatTheNewTextHasAreWorkedIn) {
  auto lines = kOld;
  lines[0].text = "Кто хранит, наказывается сроком до шести лет.";
  const Case what = one(lines, {order(InstructionKind::replace_words, "art_1", "трех", "шести"),
                                order(InstructionKind::replace_words, "art_2", "пяти", "семи")});
  EXPECT_EQ(what.story(), "worked_in not_yet 0");
}

TEST(Reconcile, AChangeThatNobodyAnnouncedIsSaid) {
  auto lines = kOld;
  lines[2].text = "Кто склоняет, наказывается сроком до девяти лет.";
  EXPECT_EQ(one(lines, {order(InstructionKind::repeal, "art_1")}).story(), "not_yet 1");
}

TEST(Reconcile, RepealAndInsertion) {
  auto lines = kOld;
  lines.erase(lines.begin());
  lines.push_back({"art_4", "Новое правило о веществах, находящихся под контролем."});
  EXPECT_EQ(
      one(lines, {order(InstructionKind::repeal, "art_1"), order(InstructionKind::insert, "art_4")}).story(),
      "worked_in worked_in 0");
}

TEST(Reconcile, WhatIsInForceLaterIsPending) {
  Case what = one(kOld, {order(InstructionKind::replace_words, "art_1", "трех", "шести")});
  what.after.dates.version = parse_iso_date("2026-01-01");
  what.amending[0].instructions[0].in_force = parse_iso_date("2026-07-01");
  EXPECT_EQ(what.story(), "pending 0");
}

TEST(Reconcile, AnUnresolvedOrderProvesNothing) {
  auto order_without_place = order(InstructionKind::repeal, "art_1");
  order_without_place.problem = "it names no place in the act";
  EXPECT_EQ(one(kOld, {order_without_place}).story(), "unresolved 0");
}

TEST(Reconcile, TheGazetteNamesTheActWhereNoNoteDoes) {
  auto lines = kOld;
  lines[0].text = "Кто хранит, наказывается сроком до шести лет.";
  lines[1].text = "Кто сбывает, наказывается сроком до девяти лет.";
  const ChangeSet set = one(lines, {order(InstructionKind::replace_words, "art_1", "трех", "шести")}).set();
  ASSERT_EQ(set.changes.size(), 2U);
  EXPECT_EQ(set.changes[0].attribution.basis, "gazette");
  EXPECT_EQ(set.changes[0].attribution.number, "7-ФЗ");
  EXPECT_EQ(set.changes[1].attribution.kind, AttributionKind::none);
}

TEST(Reconcile, OfTwoActsThatOrderItNoneIsClaimed) {
  auto lines = kOld;
  lines[0].text = "Кто хранит, наказывается сроком до шести лет.";
  Case what = one(lines, {order(InstructionKind::replace_words, "art_1", "трех", "шести")});
  what.amending.push_back({{"8-ФЗ", {}}, "", what.amending[0].instructions});
  EXPECT_EQ(what.set().changes[0].attribution.kind, AttributionKind::none);
}

}  // namespace
}  // namespace zakonwatch
