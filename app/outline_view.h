// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "law/act.h"

namespace zakonwatch {

// What was recognised and what was not, for a person at a terminal: one line a provision, indented by depth,
// then the quality.
std::string outline_text(const Act& act, size_t columns);

}  // namespace zakonwatch
