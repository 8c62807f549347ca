// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/change.h"

namespace zakonwatch {

// Changes for people. Every rendering carries marks ([-…-] {+…+}), never colour alone.
struct ChangeHead {
  std::string old_name, new_name;  // of the two versions
  std::string overview;            // all changes in one sentence
};
struct ChangeLook {
  bool colour = false;
  bool side_by_side = false;
  size_t columns = 80;
};

std::string change_text(const Change& change, const ChangeLook& look);
std::string changes_text(const std::vector<const Change*>& changes, const ChangeHead& head,
                         const ChangeLook& look);
std::string changes_markdown(const std::vector<const Change*>& changes, const ChangeHead& head);
std::string changes_html(const std::vector<const Change*>& changes, const ChangeHead& head,
                         const std::string& language, bool side_by_side);

// What the renderings say of a change beside its words.
struct ChangeWords {
  std::string kind, where;
  std::vector<std::string> facts;
};
ChangeWords words_of(const Change& change);
// Whether there is nothing to mark: the change is of place or number only, and the text may be left out.
bool same_text(const Change& change);

}  // namespace zakonwatch
