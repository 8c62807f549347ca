// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// Turns a body as received into the representation, incrementally: first chunked framing (RFC 9112 section
// 7.1), then at most one layer of gzip or br. Limits are counted here. A cut stream is an error at finish().
class BodyDecoder {
 public:
  struct Options {
    bool chunked = false;
    std::string content_encoding;  // "", "identity", "gzip", "x-gzip", "br"; anything else is refused
    size_t max_decoded = size_t{32} << 20;
    int max_ratio = 100;  // decoded over wire, after the first MiB
  };
  static Result<BodyDecoder> make(Options options);
  BodyDecoder(BodyDecoder&&) noexcept;
  BodyDecoder& operator=(BodyDecoder&&) noexcept;
  ~BodyDecoder();

  Result<void> feed(std::string_view wire);
  Result<std::string> finish();

 private:
  struct Impl;
  explicit BodyDecoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Transfer and content coding as a response head declares them; the limits are the defaults.
BodyDecoder::Options framing_of(std::string_view response_head);

// A whole body in one call, from a response head and the octets that followed it: what the archive's readers
// use.
Result<std::string> decode_body(std::string_view response_head, std::string_view wire_body,
                                size_t max_decoded = size_t{64} << 20);

}  // namespace zakonwatch
