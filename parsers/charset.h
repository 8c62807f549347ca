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

// The name sites print ("cp1251", "ISO8859-2", "latin1") as the one that browsers take it for, lower case.
std::string charset_name(std::string_view printed);

// The declaration inside the first 16 kB: `<meta charset=…>`, `<meta http-equiv … charset=…>`, `<?xml
// encoding=…?>`; empty where there is none.
std::string declared_charset(std::string_view bytes);

}  // namespace zakonwatch
