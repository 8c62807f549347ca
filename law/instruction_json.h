// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/instruction.h"

namespace zakonwatch {

// An array: the `instructions` of `zakonwatch parse` (contract.md's additions in docs/). Keys are never
// missing.
std::string instructions_to_json(const std::vector<Instruction>& instructions);

}  // namespace zakonwatch
