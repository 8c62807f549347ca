// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/change.h"

namespace zakonwatch {

// Changes for people. Every rendering carries marks ([-…-] {+…+}), never colour alone.
struct ChangeHead {
  std::string old_name, new_name;  // of the two versions
};

std::string change_text(const Change& change, bool colour);
std::string changes_text(const std::vector<const Change*>& changes, const ChangeHead& head, bool colour);
std::string changes_markdown(const std::vector<const Change*>& changes, const ChangeHead& head);
std::string changes_html(const std::vector<const Change*>& changes, const ChangeHead& head,
                         const std::string& language);

}  // namespace zakonwatch
