// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"
#include "parsers/document.h"

namespace zakonwatch {

// API replies by JSON pointers, and JSON Feed 1.x by its own names. Links are left as printed.
Result<Listing> json_listing(std::string_view utf8, const Discovery& rules);

}  // namespace zakonwatch
