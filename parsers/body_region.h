// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pugixml.hpp>

#include "parsers/block.h"
#include "parsers/recognise.h"

namespace zakonwatch {

// The smallest part of a page that holds (nearly) all its articles: where no source says what the body is, so
// that menus and footers never pass for law. Falls back to the whole page.
void keep_body_region(Blocks& blocks, pugi::xml_node root, const Recogniser& recogniser);

}  // namespace zakonwatch
