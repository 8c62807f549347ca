// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// Takes chunked framing away (RFC 9112 section 7.1), octet by octet as they come. Chunk extensions and
// trailer fields are read past, up to a limit; a bare LF ends a line as well as CR LF does.
class Unchunker {
 public:
  // Appends to `out` what `wire` carries. Anything that is not chunked framing is an error of kind parse.
  Result<void> feed(std::string_view wire, std::string& out);
  bool complete() const { return state_ == State::done; }

 private:
  enum class State { size, data, data_end, trailer, done };
  Result<void> take_line(std::string_view& wire, bool& whole);
  Result<void> end_line();
  Result<void> begin_chunk(std::string_view line);

  State state_ = State::size;
  std::string line_;    // of framing, so far
  size_t framing_ = 0;  // octets of extensions and trailers read past
  uint64_t left_ = 0;   // of the chunk
};

}  // namespace zakonwatch
