// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "law/change.h"

namespace zakonwatch {

// Redlines set for a screen of characters. Marks ([-removed-] {+added+}) are closed at the end of every line
// and opened again on the next, so that each line reads by itself; colour comes on top and says nothing by
// itself. Width is what the reader sees: combining marks take none, wide characters two columns.

// Lines of at most `columns`. A word wider than that is broken between characters.
std::vector<std::string> inline_lines(const Redline& redline, size_t columns, bool colour);

// The old text on the left, the new on the right; both begin anew at every line and sentence that neither
// changed, so that what belongs together stands beside one another.
std::vector<std::string> side_by_side_lines(const Redline& redline, size_t columns, bool colour);

// What of a redline one side shows.
Redline one_side(const Redline& redline, EditOp shown);

// A redline cut where both texts have `separator`, which is left out: lines, or the cells of a row.
std::vector<Redline> cut_at(const Redline& redline, std::string_view separator);
// The same at lines and at the ends of sentences.
std::vector<Redline> cut_at_sentences(const Redline& redline);

// Of a table row the cells, one redline each; of other changes one, as it is.
std::vector<Redline> cells_of(const Change& change);

}  // namespace zakonwatch
