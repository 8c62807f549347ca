// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/wal_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <vector>

namespace zakonwatch {
namespace {

constexpr size_t kHeader = 32, kFrameHeader = 24;
constexpr uint32_t kMagic = 0x377f0682;  // its last bit: checksums over big-endian words

using Bytes = std::vector<unsigned char>;

uint32_t big(const unsigned char* at) {
  return uint32_t{at[0]} << 24 | uint32_t{at[1]} << 16 | uint32_t{at[2]} << 8 | uint32_t{at[3]};
}
uint32_t little(const unsigned char* at) {
  return uint32_t{at[3]} << 24 | uint32_t{at[2]} << 16 | uint32_t{at[1]} << 8 | uint32_t{at[0]};
}

struct Checksum {
  uint32_t first = 0, second = 0;
  bool big_endian = false;

  void add(const unsigned char* bytes, size_t size) {
    const auto word = big_endian ? big : little;
    for (size_t i = 0; i + 8 <= size; i += 8) {
      first += word(bytes + i) + second;
      second += word(bytes + i + 4) + first;
    }
  }
  bool is(const unsigned char* written) const { return first == big(written) && second == big(written + 4); }
};

bool read_exactly(std::ifstream& in, Bytes& into) {
  in.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
  return static_cast<size_t>(in.gcount()) == into.size();
}

}  // namespace

std::string wal_problem(const std::filesystem::path& database) {
  std::ifstream in(database.string() + "-wal", std::ios::binary);
  Bytes header(kHeader);
  if (!in || !read_exactly(in, header)) return {};
  const std::string name = database.filename().string() + "-wal";
  Checksum sum{.big_endian = (big(header.data()) & 1) != 0};
  sum.add(header.data(), 24);
  const size_t page = big(header.data() + 8);
  if ((big(header.data()) & ~1U) != kMagic || !sum.is(header.data() + 24) || page < 512 || page > 65536)
    return fmt::format(
        "{}: its head is damaged, so that what was committed last is not read; restore a backup", name);
  Bytes frame(kFrameHeader + page);
  int64_t damaged = 0;   // the number of the first frame that its checksum or its salt does not fit
  bool commits = false;  // it, or one behind it, ends a transaction of this log
  for (int64_t number = 1; read_exactly(in, frame); ++number) {
    const bool of_this_log = std::equal(frame.begin() + 8, frame.begin() + 16, header.begin() + 16);
    if (damaged == 0) {
      sum.add(frame.data(), 8);
      sum.add(frame.data() + kFrameHeader, page);
      if (!of_this_log || !sum.is(frame.data() + 16)) damaged = number;
    }
    commits = commits || (damaged > 0 && of_this_log && big(frame.data() + 4) != 0);
  }
  if (commits)
    return fmt::format(
        "{}: frame {} is damaged, so that what was committed in it and behind it is not read; where it "
        "is the last, it may never have been finished. Restore a backup if something is missing",
        name, damaged);
  return {};
}

}  // namespace zakonwatch
