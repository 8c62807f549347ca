// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/chunked.h"

#include <algorithm>
#include <charconv>

#include "crawler/message.h"

namespace zakonwatch {
namespace {

constexpr size_t kLineLimit = 4096;  // a chunk-size line or a trailer field
constexpr size_t kTrailerLimit = size_t{64} << 10;
constexpr uint64_t kChunkLimit = uint64_t{1} << 40;

tl::unexpected<Error> broken(const char* what) {
  return fail(ErrorKind::parse, std::string("the chunked framing of the body is broken: ") + what);
}

}  // namespace

Result<void> Unchunker::feed(std::string_view wire, std::string& out) {
  while (!wire.empty()) {
    if (state_ == State::done) return broken("octets follow the last chunk");
    if (state_ == State::data) {
      const size_t n = static_cast<size_t>(std::min<uint64_t>(left_, wire.size()));
      out.append(wire.substr(0, n));
      wire.remove_prefix(n);
      left_ -= n;
      if (left_ == 0) state_ = State::data_end;
      continue;
    }
    bool whole = false;
    if (auto taken = take_line(wire, whole); !taken) return taken;
    if (!whole) break;
    if (auto ended = end_line(); !ended) return ended;
  }
  return {};
}

Result<void> Unchunker::take_line(std::string_view& wire, bool& whole) {
  const size_t end = wire.find('\n');
  whole = end != std::string_view::npos;
  line_.append(wire.substr(0, end));
  wire.remove_prefix(whole ? end + 1 : wire.size());
  if (line_.size() > kLineLimit) return broken("a line is too long");
  if (whole && line_.ends_with('\r')) line_.pop_back();
  return {};
}

Result<void> Unchunker::end_line() {
  const std::string line = std::exchange(line_, {});
  if (state_ == State::size) return begin_chunk(line);
  if (state_ == State::data_end) {
    if (!line.empty()) return broken("a chunk is longer than it says");
    state_ = State::size;
    return {};
  }
  framing_ += line.size();
  if (framing_ > kTrailerLimit) return broken("too many trailer fields");
  if (line.empty()) state_ = State::done;
  return {};
}

Result<void> Unchunker::begin_chunk(std::string_view line) {
  const std::string_view digits = trim_blanks(line.substr(0, line.find(';')));
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
  if (error != std::errc() || end != digits.data() + digits.size() || left_ > kChunkLimit)
    return broken("a chunk size is no number");
  framing_ += line.size() - digits.size();
  if (framing_ > kTrailerLimit) return broken("too many chunk extensions");
  state_ = left_ == 0 ? State::trailer : State::data;
  return {};
}

}  // namespace zakonwatch
