// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "crawler/gzip_member.h"

namespace zakonwatch {

inline std::string gzip(std::string_view text) { return gzip_member(text); }

// Chunked framing with chunks of `size` octets.
inline std::string chunked(std::string_view text, size_t size = 1000) {
  std::string out;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, size);
    char line[20];
    out.append(line, static_cast<size_t>(snprintf(line, sizeof line, "%zx\r\n", part.size())));
    out += part;
    out += "\r\n";
    text.remove_prefix(part.size());
  }
  return out + "0\r\n\r\n";
}

}  // namespace zakonwatch
