// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "acts.h"
#include "law/source.h"

namespace zakonwatch::testing {

// Two acts compared with everything that sources/ knows of a language, as the act `id` of its country.
ChangeSet assessed(const std::string& language, const std::string& id, const std::vector<Line>& old_lines,
                   const std::vector<Line>& new_lines);

}  // namespace zakonwatch::testing
