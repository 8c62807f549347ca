// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url.h"

#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = as_text(data, size);
  if (const auto url = zakonwatch::parse_url(text)) {
    const auto again = zakonwatch::parse_url(url->to_string());
    must(again.has_value() && again->to_string() == url->to_string());  // canonical is canonical
    must(url->scheme == "http" || url->scheme == "https");
  }
  const auto base = zakonwatch::parse_url("https://likumi.example/a/b?c=d");
  if (const auto resolved = zakonwatch::resolve_url(*base, text))
    must(resolved->scheme == "http" || resolved->scheme == "https");
  must(zakonwatch::percent_decode(zakonwatch::percent_encode(text)) == text);
  return 0;
}
