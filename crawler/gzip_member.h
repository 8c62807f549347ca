// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

std::string gzip_member(std::string_view bytes);
// The same without compression (RFC 1951 section 3.2.4), so that its length is known beforehand and a run of
// zeros stays one.
std::string stored_gzip_member(std::string_view bytes);
size_t stored_member_size(size_t bytes);

// Reads octets at an offset into `buffer`, returning how many; 0 at the end.
using ReadAt = std::function<size_t(size_t offset, char* buffer, size_t size)>;

struct InflatedMember {
  std::string bytes;
  size_t length = 0;  // of the member in the file
};
// Inflates the one gzip member (RFC 1952) that begins at `offset`, checking its CRC. A cut or broken member
// and one that inflates to more than `limit` are errors.
Result<InflatedMember> inflate_member(const ReadAt& read, size_t offset, size_t limit);

}  // namespace zakonwatch
