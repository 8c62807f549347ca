// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/toml.h"

#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto document = zakonwatch::TomlDocument::parse(as_text(data, size), "fuzz.toml");
  if (!document) return 0;
  const auto root = document->root();
  for (const std::string& key : root.keys()) {
    root.text(key);
    root.texts(key);
    root.duration(key, {});
    root.tables(key);
    root.place(key);
  }
  document->problems();
  return 0;
}
