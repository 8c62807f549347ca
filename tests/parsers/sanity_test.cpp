// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/sanity.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

Act act_of(int articles) {
  Act act;
  act.title = "Krimināllikums";
  act.language = "lv";
  for (int i = 1; i <= articles; ++i) {
    Provision one;
    one.type = ProvisionType::article;
    one.eid = fmt::format("art_{}", i);
    one.text = "Par tējas dzeršanu soda ar naudas sodu.";
    act.provisions.push_back(one);
  }
  return act;
}

TEST(ActGate, AnotherActIsHeld) {
  const Act act = act_of(10);
  EXPECT_FALSE(judge_act(act, {.title = "Krimināllikums", .language = "lv"}).hold);
  EXPECT_TRUE(judge_act(act, {.title = "Administratīvo pārkāpumu kodekss"}).hold);
  EXPECT_TRUE(judge_act(act, {.language = "ru"}).hold);
}

TEST(ActGate, HalfAnActIsHeldUnlessThePageSaysRepealed) {
  const Act before = act_of(100);
  EXPECT_FALSE(judge_act(act_of(75), {.predecessor = &before}).hold);
  EXPECT_TRUE(judge_act(act_of(60), {.predecessor = &before}).hold);
  Act repealed = act_of(100);
  for (int i = 0; i < 60; ++i)
    repealed.provisions[static_cast<size_t>(i)].repealed = true,
    repealed.provisions[static_cast<size_t>(i)].text.clear();
  EXPECT_FALSE(judge_act(repealed, {.predecessor = &before}).hold);
}

TEST(ActGate, ATextThatBreaksOffIsHeldHoweverLittleIsMissing) {
  const Act before = act_of(100);
  Act cut = act_of(95);
  cut.provisions.back().text = "Par tējas dzer";
  EXPECT_TRUE(judge_act(cut, {.predecessor = &before}).hold);
  Act last = act_of(100);
  last.provisions.back().text = "Par tējas dzer";
  EXPECT_TRUE(judge_act(last, {.predecessor = &before}).hold);
  // A shortened text with all that follows in its place is an amendment.
  Act amended = act_of(100);
  amended.provisions[94].text = "Par tējas dzeršanu soda.";
  EXPECT_FALSE(judge_act(amended, {.predecessor = &before}).hold);
  amended = act_of(100);
  amended.provisions.back().text = "Par tējas dzeršanu soda.";
  EXPECT_FALSE(judge_act(amended, {.predecessor = &before}).hold);
}

TEST(ActGate, AllRepealedNeedsASecondLook) {
  const Act before = act_of(5);
  Act gone = before;
  for (Provision& one : gone.provisions) one.repealed = true, one.text.clear();
  EXPECT_TRUE(judge_act(gone, {.predecessor = &before}).needs_second_look);
}

ChangeSet changes_of(int count) {
  ChangeSet set;
  for (int i = 1; i <= count; ++i) {
    Change change;
    change.old_article = change.new_article = fmt::format("art_{}", i);
    set.changes.push_back(change);
  }
  return set;
}

TEST(ChangeGate, AReformWithNotesPassesARedesignDoesNot) {
  const Act before = act_of(100);
  EXPECT_FALSE(judge_changes(before, before, changes_of(40)).hold);
  EXPECT_TRUE(judge_changes(before, before, changes_of(85)).hold);
  Act reform = before;
  for (int i = 0; i < 60; ++i)
    reform.provisions[static_cast<size_t>(i)].notes.push_back(
        {NoteKind::amend, "(13.12.2012. likuma redakcijā)", ActRef{}, {}});
  EXPECT_FALSE(judge_changes(before, reform, changes_of(85)).hold);
}

TEST(ChangeGate, EditorialChangesDoNotCount) {
  const Act before = act_of(100);
  ChangeSet set = changes_of(85);
  for (Change& change : set.changes) change.editorial = true;
  EXPECT_FALSE(judge_changes(before, before, set).hold);
}

}  // namespace
}  // namespace zakonwatch
