// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/source_check.h"

namespace zakonwatch {

// `sources check --json`, and the report it leaves beside what it saw.
std::string check_json(const std::vector<CheckReport>& reports, const std::string& when);

}  // namespace zakonwatch
