// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "law/act.h"

namespace zakonwatch {

// The JSON of `zakonwatch parse` (contract.md). Keys are never missing: null and [] stand for nothing.
std::string act_to_json(const Act& act);
// The inverse, for values that cross the worker's pipe. Rejects what act_to_json cannot have written.
Result<Act> act_from_json(std::string_view json);

std::string notes_to_json(const std::vector<Note>& notes);
Result<std::vector<Note>> notes_from_json(std::string_view json);
std::string quality_to_json(const Quality& quality);
Result<Quality> quality_from_json(std::string_view json);

}  // namespace zakonwatch
