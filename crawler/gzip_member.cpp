// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/gzip_member.h"

#include <zlib.h>

#include <algorithm>
#include <memory>

#include "base/fault.h"

namespace zakonwatch {
namespace {

constexpr size_t kStep = size_t{64} << 10;
constexpr size_t kFirstRoom = size_t{256} << 10;  // most pages
constexpr int kGzip = 16 + MAX_WBITS;
constexpr size_t kStoredBlock = 65535;  // the most that one stored block holds
constexpr std::string_view kPlainHead("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);  // no name, no time, any system

struct EndInflate {
  void operator()(z_stream* stream) const {
    inflateEnd(stream);
    delete stream;
  }
};

std::unique_ptr<z_stream, EndInflate> begin_inflate() {
  std::unique_ptr<z_stream, EndInflate> stream(new z_stream{});
  if (inflateInit2(stream.get(), kGzip) != Z_OK) throw Fault(ErrorKind::io, "zlib: out of memory");
  return stream;
}

}  // namespace

std::string gzip_member(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Fault(ErrorKind::io, "zlib: out of memory");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int code = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END) throw Fault(ErrorKind::io, "zlib: a record could not be compressed");
  return out;
}

size_t stored_member_size(size_t bytes) {
  const size_t blocks = std::max<size_t>(1, (bytes + kStoredBlock - 1) / kStoredBlock);
  return kPlainHead.size() + 5 * blocks + bytes + 8;
}

std::string stored_gzip_member(std::string_view bytes) {
  std::string out(kPlainHead);
  out.reserve(stored_member_size(bytes.size()));
  const auto little_endian = [&out](size_t value, int octets) {
    for (int i = 0; i < octets; ++i) out += static_cast<char>(value >> 8 * i);
  };
  const uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  const size_t size = bytes.size();
  do {
    const std::string_view block = bytes.substr(0, kStoredBlock);
    bytes.remove_prefix(block.size());
    out += static_cast<char>(bytes.empty());  // whether it is the last
    little_endian(block.size(), 2);
    little_endian(~block.size(), 2);
    out += block;
  } while (!bytes.empty());
  little_endian(crc, 4);
  little_endian(size, 4);
  return out;
}

Result<InflatedMember> inflate_member(const ReadAt& read, size_t offset, size_t limit) {
  const auto stream = begin_inflate();
  InflatedMember out;
  std::string in(kStep, '\0');
  size_t at = offset, done = 0;
  for (int code = Z_OK; code != Z_STREAM_END;) {
    if (stream->avail_in == 0) {
      const size_t n = read(at, in.data(), in.size());
      if (n == 0) return fail(ErrorKind::parse, "the record is cut: its gzip member has no end");
      at += n;
      stream->next_in = reinterpret_cast<Bytef*>(in.data());
      stream->avail_in = static_cast<uInt>(n);
    }
    // One octet past the limit is room enough to see that it is passed.
    if (done == out.bytes.size()) out.bytes.resize(std::min(limit + 1, std::max(kFirstRoom, 2 * done)));
    stream->next_out = reinterpret_cast<Bytef*>(out.bytes.data() + done);
    stream->avail_out = static_cast<uInt>(out.bytes.size() - done);
    code = inflate(stream.get(), Z_FINISH);  // what fits at once is not copied through zlib's window
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      return fail(ErrorKind::parse, "the record is broken: its gzip member does not inflate");
    done = out.bytes.size() - stream->avail_out;
    if (done > limit) return fail(ErrorKind::too_large, "the record inflates past its limit");
  }
  out.bytes.resize(done);
  out.length = at - offset - stream->avail_in;
  return out;
}

}  // namespace zakonwatch
