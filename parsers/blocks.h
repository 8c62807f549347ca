// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/source.h"
#include "parsers/bill.h"
#include "parsers/block.h"

namespace zakonwatch {

// What a document says of itself apart from its text.
struct Front {
  std::string title, number;
  std::string adopted, published, in_force, version;  // as printed
  std::string key;                                    // what the site calls the act
};

struct BlockedDocument {
  Front front;
  Blocks blocks;
  BillFacts bill = {};  // of a bill
};

// An HTML tree as blocks. Elements that are hidden (display: none, also by the page's own style rules),
// forms, scripts and navigation are left out; `rules` select the body, strip and mark. Without a body
// selector the whole page is taken. Errors: a selector that is wrong or, for the body, matches nothing
// (suspicious).
Result<BlockedDocument> html_blocks(pugi::xml_node root, const DocumentRules* rules);

// A fragment of HTML without rules: containers inside XML and JSON.
Blocks fragment_blocks(pugi::xml_node root);

// CommonMark as the corpus uses it: YAML front matter, ATX and setext headings, lists, tables, escapes,
// <sup>, <br>; link targets are dropped.
BlockedDocument markdown_blocks(std::string_view text);

// Plain text: paragraphs between empty lines, or a line each where there are no empty lines.
Blocks text_blocks(std::string_view text);

}  // namespace zakonwatch
