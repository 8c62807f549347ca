// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "parsers/readers.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (const auto blocks = zakonwatch::pdf_blocks(as_text(data, size)))
    for (const auto& block : *blocks) must(zakonwatch::is_valid_utf8(block.text));
  return 0;
}
