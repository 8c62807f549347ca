// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "law/act.h"

namespace zakonwatch {

// Lists of substances: rows and items of an annex. A row is known by its substance, not by its number
// (law.md 1.12).

bool is_list_item(ProvisionType type);

// A substance's name for comparison: case, spaces, hyphens and dashes do not tell two substances apart.
std::string normalised_name(std::string_view name);

// A name without the marks at its edges: "*Heroin;" is "Heroin".
std::string tidy_name(std::string_view text);

// "3." or "a)" in a cell is a running number, not a name.
bool is_number_cell(const std::string& cell);

// The name in an item: its first cell or line that is no running number; empty where that is too long to be
// one.
std::string substance_of(const Provision& item);
constexpr size_t kNameLimit = 200;  // bytes; a longer text is a rule, not a name

// The annex or document an item stands in; null where it stands in none.
const Provision* list_of(const Act& act, int index);

}  // namespace zakonwatch
