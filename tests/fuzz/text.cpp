// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text = zakonwatch::repair_utf8(as_text(data, size));
  must(zakonwatch::is_valid_utf8(text));
  const std::string nfc = zakonwatch::to_nfc(text);
  must(zakonwatch::to_nfc(nfc) == nfc);
  const std::string once = zakonwatch::fold(nfc);
  must(zakonwatch::fold(once) == once);
  for (const zakonwatch::Word& word : zakonwatch::words(nfc))
    must(word.begin < word.end && word.end <= nfc.size());
  must(zakonwatch::is_valid_utf8(zakonwatch::ellipsis(nfc, 5)));
  zakonwatch::display_width(nfc);
  must(zakonwatch::squeeze_space(zakonwatch::squeeze_space(nfc)) == zakonwatch::squeeze_space(nfc));
  return 0;
}
