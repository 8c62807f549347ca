// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/character_class.h"

#include <unicode/uchar.h>

#include <array>

namespace zakonwatch {
namespace {

// Property lookups decide what needs ICU: clusters beyond base + marks, and scripts without spaces.
bool is_complex(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_OTHER:
    case U_GCB_EXTEND:
    case U_GCB_CONTROL:
    case U_GCB_CR:
    case U_GCB_LF:
      break;
    default:
      return true;
  }
  const int line_break = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
  return line_break == U_LB_COMPLEX_CONTEXT || line_break == U_LB_IDEOGRAPHIC || c == 0x200D ||
         (c > 0xFF && u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC));
}

CharacterClass classify(UChar32 c) {
  if (is_complex(c)) return CharacterClass::complex;
  if (u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_EXTEND) return CharacterClass::extend;
  if (u_isUWhiteSpace(c)) return CharacterClass::space;
  if (u_isdigit(c) || (u_charType(c) == U_OTHER_NUMBER)) return CharacterClass::digit;
  if (u_isalpha(c)) return CharacterClass::letter;
  return u_charType(c) == U_FORMAT_CHAR ? CharacterClass::joiner : CharacterClass::mark;
}

// Latin, Greek, Cyrillic and Armenian are read from a table.
constexpr char32_t kTabled = 0x590;

const std::array<CharacterClass, kTabled>& table() {
  static const auto kTable = [] {
    std::array<CharacterClass, kTabled> out{};
    for (char32_t c = 0; c < kTabled; ++c) out[c] = classify(static_cast<UChar32>(c));
    return out;
  }();
  return kTable;
}

}  // namespace

CharacterClass character_class(char32_t c) {
  return c < kTabled ? table()[c] : classify(static_cast<UChar32>(c));
}

}  // namespace zakonwatch
