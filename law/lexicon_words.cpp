// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/lexicon_words.h"

#include "base/text.h"

namespace zakonwatch {
namespace {

bool is_cyrillic(char32_t c) { return c >= 0x400 && c <= 0x52F; }

// Latin letters typed inside a Cyrillic word. The reverse slip does not occur in official texts.
char32_t cyrillic_twin(char32_t c) {
  constexpr std::u32string_view kLatin = U"aceiopxysjk", kCyrillic = U"асеіорхуѕјк";
  const size_t at = kLatin.find(c);
  return at == std::u32string_view::npos ? c : kCyrillic[at];
}

// One letter as lexicons are compared: case, ё, cedillas, the many apostrophes and the Turkic dotless i.
char32_t fold_letter(char32_t c) {
  c = fold_char(c);
  switch (c) {
    case 0x451:
      return 0x435;  // ё
    case 0x15F:
      return 0x219;  // ş with cedilla
    case 0x163:
      return 0x21B;  // ţ with cedilla
    case 0x131:
      return 'i';  // ı
    case 0x2BB:
    case 0x2BC:
    case 0x2BD:
    case 0x2BF:
      return '\'';  // Uzbek, Armenian copies
    default:
      return c;
  }
}

}  // namespace

void fold_word(std::string_view word, std::string& out) {
  bool latin = false, cyrillic = false;
  const size_t start = out.size();
  for (size_t at = 0; at < word.size();) {
    const char32_t c = fold_letter(next_code_point(word, at));
    if (c == 0xAD || c == 0x307) continue;  // soft hyphen; the dot that İ leaves behind
    latin |= c >= 'a' && c <= 'z';
    cyrillic |= is_cyrillic(c);
    append_utf8(out, c);
  }
  if (!latin || !cyrillic) return;
  const std::string mixed = out.substr(start);
  out.resize(start);
  for (size_t at = 0; at < mixed.size();) append_utf8(out, cyrillic_twin(next_code_point(mixed, at)));
}

std::string pattern_word(std::string_view text, bool stem) {
  const bool starred = text.ends_with('*');
  if (starred) text.remove_suffix(1);
  std::string out = stem || starred ? "" : "=";
  if (text.starts_with('=')) {
    text.remove_prefix(1);
    out = "=";
  }
  fold_word(text, out);
  return out;
}

bool matches_word(std::string_view token, std::string_view pattern) {
  if (pattern.starts_with('=')) return token == pattern.substr(1);
  return token.starts_with(pattern);
}

}  // namespace zakonwatch
