// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "alerts/render.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

// C0, C1, the bidi controls of UAX #9 and what XML 1.0 forbids.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfffe || c == 0xffff ||
         c == 0xfeff;
}

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string reveal_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == '\n') {
      out += '\n';
    } else if (c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029) {
      out += ' ';
    } else if (is_control(c)) {
      out += fmt::format("⟨U+{:04X}⟩", static_cast<uint32_t>(c));
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : reveal_controls(text)) {
    const std::string_view replacement = entity(c);
    if (replacement.empty())
      out += c;
    else
      out += replacement;
  }
  return out;
}

}  // namespace zakonwatch
