// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zakonwatch {

using Tree = std::unique_ptr<pugi::xml_document>;

// Deepest nesting we follow, and the most attributes of one element: law needs neither.
constexpr int kDeepestTree = 512;
constexpr int kMostAttributes = 256;

// HTML as browsers read it (Gumbo), as a pugixml tree: element names lower-cased, prefixes dropped. Nesting
// and attribute bombs are refused by a scan of the text, before a tree is built: Gumbo needs gigabytes for
// 100 kB of <div> (reliability.md, point 2).
Result<Tree> html_tree(std::string_view utf8);

// XML without DTD, entities beyond the five and namespace prefixes.
Result<Tree> xml_tree(std::string_view utf8);

// Nodes an XPath 1.0 expression selects, in document order. A bad expression is an error of kind config.
Result<std::vector<pugi::xml_node>> select(pugi::xml_node from, const std::string& xpath);
// The string value of the first match: an element's text, an attribute's value; empty where nothing matches.
Result<std::string> select_text(pugi::xml_node from, const std::string& xpath);

// All text below a node, as it stands.
std::string inner_text(pugi::xml_node node);

// Why a page is refused before parsing; empty where it is sound. Exposed for tests.
std::string nesting_problem(std::string_view html);

}  // namespace zakonwatch
