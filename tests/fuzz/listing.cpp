// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/document.h"
#include "tests/fuzz/input.h"

// First byte: the kind of listing; the rest: its bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  zakonwatch::Discovery discovery;
  discovery.kind = static_cast<zakonwatch::Discovery::Kind>(data[0] % 5);
  discovery.item = discovery.kind == zakonwatch::Discovery::Kind::api ? "/list" : "//li";
  discovery.link = discovery.kind == zakonwatch::Discovery::Kind::api ? "/url" : "a/@href";
  const auto listing = zakonwatch::parse_listing({.bytes = as_text(data + 1, size - 1),
                                                  .media_type = "",
                                                  .charset = "",
                                                  .charset_override = "",
                                                  .url = "https://likumi.example/jaunakie",
                                                  .discovery = &discovery});
  if (!listing) return 0;
  for (const auto& document : listing->documents) must(!document.url.empty());
  return 0;
}
