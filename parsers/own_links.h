// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pugixml.hpp>
#include <string>

namespace zakonwatch {

// A page that is only a part of its act: a contents list of its own leads to places ("#art_312") that it does
// not hold, since the site brings the rest by script or on further pages. Counts the distinct fragments that
// the page's links name, and those that no `id` or `name` answers (HTML, "find a potential indicated
// element"; percent-escapes are resolved). A sentence where there are many and most lead nowhere, else empty.
std::string doubt_of_own_links(pugi::xml_node root);

}  // namespace zakonwatch
