// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/robots.h"

#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [path, file] = two_texts(as_text(data, size));
  const auto robots = zakonwatch::Robots::parse(file);
  robots.allowed("zakonwatch", path);
  robots.allowed("*", "/");
  const auto delay = robots.crawl_delay("zakonwatch");
  must(!delay || (delay->count() >= 0 && delay->count() <= 300));
  return 0;
}
