// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace zakonwatch {

// Standard output as a person sees it.
bool output_is_terminal();
bool output_has_colour();   // a terminal, and NO_COLOR (no-color.org) not set
size_t terminal_columns();  // 80 where nothing says otherwise

// Writes to standard output; a failed write (full disk, closed pipe) is a Fault of kind io.
void print(std::string_view text);

}  // namespace zakonwatch
