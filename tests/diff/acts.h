// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diff/compare.h"
#include "law/act.h"

namespace zakonwatch::testing {

// A provision in one line: type, number, parent and label follow from the eId. Text "[repealed]" is a marker;
// cells of a row are divided by '|'.
struct Line {
  std::string eid, text;
  std::optional<std::string> heading = {};
  std::vector<Note> notes = {};
};

Act make_act(const std::vector<Line>& lines);

ChangeSet diff(const Act& old_act, const Act& new_act, std::vector<const Act*> others = {});
ChangeSet diff(const std::vector<Line>& old_lines, const std::vector<Line>& new_lines);

// "amended art_1__para_1 -> art_1__para_1 own", one per change; "editorial" and "+amended" where they hold.
std::vector<std::string> in_words(const ChangeSet& set);
// The same without editorial changes.
std::vector<std::string> of_substance(const ChangeSet& set);

// The contract's promises on every change; fails the running test where one is broken.
void expect_sound(const ChangeSet& set, const Act& old_act, const Act& new_act);

// Applying the changes to the old act gives the new: what no change speaks of reads the same in both.
void expect_complete(const ChangeSet& set, const Act& old_act, const Act& new_act);

Note note(NoteKind kind, const std::string& text, const std::string& number, const std::string& date);

}  // namespace zakonwatch::testing
