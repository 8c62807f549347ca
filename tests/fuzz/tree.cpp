// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "tests/fuzz/input.h"
#include "tests/same_tree.h"

// A page: its tree is the one that Gumbo builds of every character, however the text was condensed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string page = zakonwatch::repair_utf8(as_text(data, size));
  must(zakonwatch::test::tree_of(page) == zakonwatch::test::tree_of(zakonwatch::test::uncondensed(page)));
  return 0;
}
