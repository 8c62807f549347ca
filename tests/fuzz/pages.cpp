// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "parsers/readers.h"
#include "tests/fuzz/input.h"

// Text of pages as OCR gives it, form feeds between them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text = zakonwatch::repair_utf8(as_text(data, size));
  for (const auto& block : zakonwatch::recognised_blocks(text)) {
    must(!block.text.empty());
    must(zakonwatch::is_valid_utf8(block.text));
  }
  return 0;
}
