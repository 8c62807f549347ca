// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/single_byte.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace zakonwatch {
namespace {

using Page = std::array<std::string, 256>;
using Pages = std::map<std::string, Page, std::less<>>;

// One byte by iconv; U+FFFD where the page has nothing in its place.
std::string character(iconv_t converter, unsigned char byte) {
  char in = static_cast<char>(byte), out[16];
  char *from = &in, *to = out;
  size_t left = 1, room = sizeof out;
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  if (iconv(converter, &from, &left, &to, &room) == static_cast<size_t>(-1)) return "\xEF\xBF\xBD";
  iconv(converter, nullptr, nullptr, &to, &room);  // what it held back for a combining mark
  return {out, to};
}

const Pages& pages() {
  static const Pages kPages = [] {
    Pages out;
    for (const char* name : {"armscii-8", "georgian-ps", "georgian-academy", "rk1048", "pt154", "koi8-t",
                             "iso-8859-10", "iso-8859-16"}) {
      const iconv_t converter = iconv_open("UTF-8", name);
      if (converter == reinterpret_cast<iconv_t>(-1)) continue;  // NOLINT: how iconv says no
      for (unsigned byte = 0; byte < 256; ++byte)
        out[name][byte] = character(converter, static_cast<unsigned char>(byte));
      iconv_close(converter);
    }
    return out;
  }();
  return kPages;
}

}  // namespace

void warm_up_pages() { (void)pages(); }

bool is_single_byte(std::string_view charset) { return pages().contains(charset); }

std::optional<std::string> convert_single_byte(std::string_view bytes, std::string_view charset) {
  const auto page = pages().find(charset);
  if (page == pages().end()) return std::nullopt;
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char byte : bytes) out += page->second[static_cast<unsigned char>(byte)];
  return out;
}

}  // namespace zakonwatch
