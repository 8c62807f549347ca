// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>
#include <unordered_map>

namespace zakonwatch {

// The markers that a browser draws before the items of an ordered list ("3. ", "b. "), by `start`, `value`,
// `reversed`, `type` and list-style (HTML, 4.4.5 to 4.4.8), by the items' hash values. None where the list
// has them off, and where any item begins with a number of its own: pages that print numbers turn the
// browser's off in style sheets that we do not have.
void add_drawn_markers(pugi::xml_node list, std::unordered_map<size_t, std::string>& markers);

}  // namespace zakonwatch
