// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "parsers/block.h"

namespace zakonwatch {

// One paragraph's inline Markdown into text: escapes, emphasis, links (their text stays, their targets go),
// images (dropped), <sup>, <sub>, <br>, entities. Lines are joined by a space unless a break is written.
void add_markdown(TextGatherer& out, std::string_view text);

}  // namespace zakonwatch
