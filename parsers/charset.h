// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// What is said about the encoding of some bytes, strongest first: the source's override, a byte order mark,
// the transport header, the document's own declaration. Detection weighs in where they are silent or wrong.
struct CharsetHints {
  std::string override_name;
  std::string header;
  std::string script;    // ISO 15924 of the language, for detection: "Cyrl", "Latn"
  std::string language;  // BCP 47, for detection: its alphabet tells code pages apart
};

struct DecodedText {
  std::string text;       // valid UTF-8, no byte order mark; not normalised
  std::string charset;    // what the bytes were taken for, lower case
  size_t replaced = 0;    // U+FFFD put in place of bytes that are no text
  bool mixed = false;     // lines of two encodings in one document
  bool mojibake = false;  // reads as text decoded twice: a flaw of the site, shown, never repaired
};

// Errors of kind charset: bytes that are no text (NULs, or more than 5 % undecodable).
Result<DecodedText> decode_text(std::string_view bytes, const CharsetHints& hints = {});

// The declaration inside the first 4 kB: `<meta charset=…>`, `<meta http-equiv … charset=…>`, `<?xml
// encoding=…?>`.
std::string declared_charset(std::string_view bytes);

}  // namespace zakonwatch
