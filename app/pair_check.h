// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/act.h"
#include "law/change.h"

namespace zakonwatch {

// Why the newer of two files may be no edition of the law at all (an error page, half a page), in sentences;
// empty where nothing speaks for that. The same gates hold a page back in the daemon.
std::vector<std::string> doubts_about(const Act& old_act, const Act& new_act, const ChangeSet& changes);

// A Fault where one side has articles and the other has nothing that is numbered at all.
void require_law_on_both_sides(const Act& old_act, const std::string& old_name, const Act& new_act,
                               const std::string& new_name);

}  // namespace zakonwatch
