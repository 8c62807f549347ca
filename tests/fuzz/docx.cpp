// SPDX-License-Identifier: GPL-3.0-or-later
// A whole package, or its parts a line each (document, numbering, styles, footnotes, endnotes): no fuzzer
// gets past a ZIP file's checksums.
#include "base/text.h"
#include "parsers/docx_package.h"
#include "parsers/readers.h"
#include "tests/fuzz/input.h"

namespace {

using namespace zakonwatch;

void check(const Result<Blocks>& blocks) {
  if (!blocks) return;
  for (const Block& block : *blocks) {
    must(is_valid_utf8(block.text));
    for (const std::string& cell : block.cells) must(is_valid_utf8(cell));
  }
}

void read_parts(std::string_view input) {
  DocxPackage package;
  for (Tree* part :
       {&package.document, &package.numbering, &package.styles, &package.footnotes, &package.endnotes}) {
    const auto [line, rest] = two_texts(input);
    input = rest;
    if (auto tree = xml_tree(repair_utf8(line))) *part = std::move(*tree);
  }
  if (package.document) check(package_blocks(package));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input = as_text(data, size);
  input.starts_with("PK") ? check(docx_blocks(input)) : read_parts(input);
  return 0;
}
