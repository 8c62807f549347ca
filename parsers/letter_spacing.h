// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace zakonwatch {

// Printers set headings apart by spaces between the letters, and PDF hands the spaces on: "M a d d ə 1 1 1 ."
// Such a beginning of a line is closed up ("Maddə 111."): three letters or more and then digits, each
// standing alone, so that no enumeration of letters is taken for a word.
std::string closed_up(std::string_view text);

}  // namespace zakonwatch
