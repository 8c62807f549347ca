// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/decode.h"
#include "tests/fuzz/input.h"

namespace {
constexpr size_t kLimit = size_t{1} << 20;
}

// First byte: which codings; the rest: what came over the wire.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static constexpr const char* kCodings[] = {"", "gzip", "br", "identity"};
  auto decoder = zakonwatch::BodyDecoder::make(
      {.chunked = (data[0] & 4) != 0, .content_encoding = kCodings[data[0] & 3], .max_decoded = kLimit});
  must(decoder.has_value());
  const std::string_view wire = as_text(data + 1, size - 1);
  const size_t half = wire.size() / 2;
  if (!decoder->feed(wire.substr(0, half)) || !decoder->feed(wire.substr(half))) return 0;
  const auto body = decoder->finish();
  must(!body || body->size() <= kLimit);
  return 0;
}
