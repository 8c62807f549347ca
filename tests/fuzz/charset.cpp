// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/charset.h"

#include "base/text.h"
#include "tests/fuzz/input.h"

// First byte: what the transport and the language say; the rest: the bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static constexpr const char* kHeaders[] = {"",          "utf-8",    "windows-1251", "koi8-u",
                                             "armscii-8", "utf-16le", "x-none"};
  static constexpr const char* kLanguages[] = {"lv", "uk", "ka", "hy", "kk"};
  const auto text =
      zakonwatch::decode_text(as_text(data + 1, size - 1), {.header = kHeaders[data[0] % 7],
                                                            .script = data[0] % 2 ? "Cyrl" : "Latn",
                                                            .language = kLanguages[data[0] / 7 % 5]});
  must(!text || zakonwatch::is_valid_utf8(text->text));
  return 0;
}
