// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"
#include "parsers/block.h"
#include "parsers/tree.h"

namespace zakonwatch {

// The parts of a WordprocessingML package that hold text, or say what Word draws beside it (ECMA-376 part 1,
// 11.3). A part that is not there is null.
struct DocxPackage {
  Tree document, numbering, styles, footnotes, endnotes;
};

// Errors: no ZIP archive, no document in it, a part that is broken or unpacks to more than 64 MB.
Result<DocxPackage> open_docx(std::string_view bytes);

// The package's text. Errors: none in it.
Result<Blocks> package_blocks(const DocxPackage& package);

// An attribute of WordprocessingML, whatever prefix its namespace has.
std::string_view word_attribute(pugi::xml_node node, std::string_view name);
// The `val` of a child: <w:numId w:val="3"/>. Empty where there is none.
std::string_view word_value(pugi::xml_node node, const char* child);

}  // namespace zakonwatch
