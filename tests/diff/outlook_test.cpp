// SPDX-License-Identifier: GPL-3.0-or-later
// An act as it will read: orders carried out where it is certain how, and left where it is not.
#include "diff/outlook.h"

#include <gtest/gtest.h>

#include "acts.h"
#include "diff/anticipate.h"

namespace zakonwatch {
namespace {

using testing::Line;
using testing::make_act;

const std::vector<Line> kCode = {
    {"art_1", "", "Possession"},
    {"art_1__para_1", "Who holds a drug shall be punished by imprisonment of eight to twelve years."},
    {"art_1__para_2", "Who holds, or has held, a large amount of it:"},
    {"art_1__para_2__point_a", "as a member of a group, or"},
    {"art_1__para_2__point_b", "for eight days"},
    {"art_3", "Preparation is punished for eight years, not for eight days."},
};

Instruction order(InstructionKind kind, std::vector<std::string> targets) {
  Instruction out;
  out.kind = kind;
  out.eid = "art_I";
  out.targets = std::move(targets);
  return out;
}
Instruction replace(const std::string& target, const std::string& from, const std::string& to) {
  Instruction out = order(InstructionKind::replace_words, {target});
  out.old_words = from, out.new_words = to;
  return out;
}

struct Outcome {
  Act act;
  size_t left;
  std::string text(const std::string& eid) const {
    const Provision* found = act.find(eid);
    return found == nullptr ? "(none)" : found->text;
  }
};

Outcome carried_out(std::vector<Instruction> orders, const std::vector<Line>& amending = {}) {
  AmendingAct by;
  by.whole = std::make_shared<const Act>(make_act(amending));
  by.instructions = std::move(orders);
  std::vector<const Instruction*> all;
  for (const Instruction& each : by.instructions) all.push_back(&each);
  Anticipated done = anticipate(make_act(kCode), by, all);
  return {std::move(done.act), done.left.size()};
}

TEST(Anticipate, AWordThatStandsOnceIsReplaced) {
  const auto done = carried_out({replace("art_1__para_1", "eight", "five")});
  EXPECT_EQ(done.text("art_1__para_1"),
            "Who holds a drug shall be punished by imprisonment of five to twelve years.");
  EXPECT_EQ(done.left, 0U);
}

TEST(Anticipate, AWordThatStandsTwiceIsLeftToThePrinter) {
  EXPECT_EQ(carried_out({replace("art_3", "eight", "five")}).left, 1U);
  EXPECT_EQ(carried_out({replace("art_1", "eight", "five")}).left, 1U) << "once in two of its parts";
  EXPECT_EQ(carried_out({replace("art_3", "eight years", "five years")}).left, 0U);
  EXPECT_EQ(carried_out({replace("art_3", "eigh", "five")}).left, 1U) << "half a word is no word";
  EXPECT_EQ(carried_out({replace("art_9", "eight", "five")}).left, 1U) << "no such place";
}

TEST(Anticipate, AnOrderIsCarriedOutEverywhereOrNowhere) {
  Instruction both = replace("art_1__para_1", "eight", "five");
  both.targets.push_back("art_3");
  const auto done = carried_out({both});
  EXPECT_EQ(done.left, 1U);
  EXPECT_NE(done.text("art_1__para_1").find("eight"), std::string::npos);
}

TEST(Anticipate, WordsJoinWithTheirSpacesAndMarks) {
  Instruction after = order(InstructionKind::insert_words, {"art_1__para_2__point_a"});
  after.after_words = "group", after.new_words = " , or of a prison";
  EXPECT_EQ(carried_out({after}).text("art_1__para_2__point_a"),
            "as a member of a group, or of a prison, or");
  Instruction end = order(InstructionKind::insert_words, {"art_1__para_1"});
  end.new_words = "or a fine";
  EXPECT_EQ(carried_out({end}).text("art_1__para_1"),
            "Who holds a drug shall be punished by imprisonment of eight to twelve years or a fine.");
  Instruction out = order(InstructionKind::delete_words, {"art_1__para_2"});
  out.old_words = ", or has held,", out.part = "the introductory part";
  EXPECT_EQ(carried_out({out}).text("art_1__para_2"), "Who holds a large amount of it:");
}

TEST(Anticipate, ARepealLeavesItsMarker) {
  const auto done = carried_out({order(InstructionKind::repeal, {"art_1__para_2"})});
  ASSERT_NE(done.act.find("art_1__para_2"), nullptr);
  EXPECT_TRUE(done.act.find("art_1__para_2")->repealed);
  EXPECT_EQ(done.act.find("art_1__para_2__point_a"), nullptr);
}

TEST(Anticipate, AQuotedArticleTakesItsPlaceAmongTheOthers) {
  const std::vector<Line> amending = {{"art_I", ""},
                                      {"art_I__quoted", ""},
                                      {"art_I__quoted__art_2", "", "Use"},
                                      {"art_I__quoted__art_2__para_1", "Who uses a drug pays a fine.“."}};
  Instruction fresh = order(InstructionKind::insert, {"art_2"});
  fresh.wording = {"art_I__quoted__art_2"};
  const auto done = carried_out({fresh}, amending);
  ASSERT_EQ(done.left, 0U);
  std::vector<std::string> articles;
  for (const Provision& item : done.act.provisions)
    if (item.type == ProvisionType::article) articles.push_back(item.eid);
  EXPECT_EQ(articles, (std::vector<std::string>{"art_1", "art_2", "art_3"}));
  EXPECT_EQ(done.text("art_2__para_1"), "Who uses a drug pays a fine.");
  const Provision* inside = done.act.find("art_2__para_1");
  EXPECT_EQ(done.act.provisions[static_cast<size_t>(inside->parent)].eid, "art_2");
  fresh.targets = {"art_1"};
  EXPECT_EQ(carried_out({fresh}, amending).left, 1U) << "the number is taken";
}

TEST(Anticipate, AParagraphIsRestatedWithWhatStandsBelowIt) {
  const std::vector<Line> amending = {
      {"art_I", ""}, {"art_I__quoted", ""}, {"art_I__quoted__para_2", "Who holds much of it."}};
  Instruction anew = order(InstructionKind::restate, {"art_1__para_2"});
  anew.wording = {"art_I__quoted__para_2"};
  const auto done = carried_out({anew}, amending);
  EXPECT_EQ(done.text("art_1__para_2"), "Who holds much of it.");
  EXPECT_EQ(done.text("art_1__para_2__point_a"), "(none)");
}

TEST(Anticipate, NumbersThatMoveAndOrdersUnreadAreLeft) {
  Instruction unread = replace("art_1__para_1", "eight", "five");
  unread.problem = "not understood";
  EXPECT_EQ(carried_out({unread, order(InstructionKind::renumber, {"art_1__para_1"})}).left, 2U);
}

TEST(Outlook, ChangesCarryTheDayFromWhichTheirOrderHolds) {
  AmendingAct by;
  by.act = {"270/2025", Date{std::chrono::year(2025) / 7 / 1}};
  by.whole = std::make_shared<const Act>(make_act({{"art_I", ""}}));
  by.instructions = {replace("art_1__para_1", "eight", "five"),
                     replace("art_3", "eight years", "five years")};
  by.instructions[0].in_force = Date{std::chrono::year(2026) / 1 / 1};
  by.instructions[1].in_force = Date{std::chrono::year(2027) / 1 / 1};
  LanguageProfile profile;
  profile.code = "en";
  AssessmentContext context;
  context.profile = &profile;
  const auto outlook = outlook_of(make_act(kCode), by, {&by.instructions[0], &by.instructions[1]}, context);
  ASSERT_EQ(outlook.set.changes.size(), 2U);
  EXPECT_NE(outlook.set.changes[0].summary_en.find("in force 2026-01-01"), std::string::npos);
  EXPECT_NE(outlook.set.changes[1].summary_en.find("in force 2027-01-01"), std::string::npos);
  EXPECT_EQ(outlook.set.changes[0].attribution.number, "270/2025");
}

}  // namespace
}  // namespace zakonwatch
