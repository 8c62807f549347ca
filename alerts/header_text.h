// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace zakonwatch {

// Unstructured header text (RFC 5322) as ASCII, folded with CRLF SPACE: plain where it is plain, else RFC
// 2047 words of UTF-8 in base64, each at most 75 octets and split between grapheme clusters (GMime splits
// between code points, which takes letters apart from their marks). Controls are dropped, line ends become
// spaces. `name` is the header's, for the first line's length.
std::string header_text(std::string_view text, std::string_view name);

}  // namespace zakonwatch
