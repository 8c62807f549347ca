// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/redline.h"

#include <string>

#include "base/text.h"
#include "tests/fuzz/input.h"

// First line: the old text; the rest: the new one. The contract's invariants hold for every pair.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [first, second] = two_texts(as_text(data, size));
  const std::string old_text = zakonwatch::repair_utf8(first), new_text = zakonwatch::repair_utf8(second);
  std::string from, to;
  for (const auto& span : zakonwatch::redline(old_text, new_text)) {
    if (span.op != zakonwatch::EditOp::insert) from += span.text;
    if (span.op != zakonwatch::EditOp::remove) to += span.text;
  }
  must(from == old_text && to == new_text);
  return 0;
}
