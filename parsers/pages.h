// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/block.h"

namespace zakonwatch {

struct PageLine {
  std::string text;   // a soft hyphen at its end is kept
  bool last = false;  // of its paragraph, where the page shows it
  PageLine(std::string line) : text(std::move(line)) {}
  PageLine(const char* line) : text(line) {}
};
using PageLines = std::vector<PageLine>;  // in reading order

// Pages as paragraphs, so that the same law printed with other line ends, page ends and running heads gives
// the same blocks: heads and page numbers go, lines are joined, words cut at a line's end are made whole.
// A line that `begins` says yes to is never joined to the one before it.
using BeginsParagraph = std::function<bool(std::string_view)>;
Blocks page_blocks(const std::vector<PageLines>& pages, const BeginsParagraph& begins = {});

}  // namespace zakonwatch
