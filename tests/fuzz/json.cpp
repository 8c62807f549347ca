// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "parsers/readers.h"
#include "tests/fuzz/input.h"

// First line: the pointer to the body; the rest: what an API sent.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const TwoTexts input = two_texts(as_text(data, size));
  zakonwatch::DocumentRules rules;
  rules.format = "json";
  rules.body = std::string(input.first);
  rules.title = "/title";
  if (const auto document = zakonwatch::json_blocks(zakonwatch::repair_utf8(input.second), rules))
    for (const auto& block : document->blocks) must(zakonwatch::is_valid_utf8(block.text));
  return 0;
}
