// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parsers/block.h"
#include "parsers/recognise.h"

namespace zakonwatch {

// The smallest part of a page that holds (nearly) all its articles: where no source says what the body is, so
// that menus and footers never pass for law. Falls back to the whole page. The tree the blocks were
// read from must still be there.
void keep_body_region(Blocks& blocks, const Recogniser& recogniser);

}  // namespace zakonwatch
