// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/tokens.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestTerm = 60;  // code points

// Latin-1 Supplement and Latin Extended-A from U+00C0 to U+017F, without their marks. '*' stays as it is.
constexpr std::string_view kPlainLatin =
    "aaaaaa*ceeeeiiiidnooooo*ouuuuy**"
    "aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggg"
    "gggghhhhiiiiiiiiii**jjkk*lllllll"
    "lllnnnnnnn**oooooo**rrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

char32_t without_mark(char32_t c) {
  if (c >= 0xC0 && c <= 0x17F) {
    const char plain = kPlainLatin[c - 0xC0];
    return plain == '*' ? c : static_cast<char32_t>(plain);
  }
  switch (c) {
    case 0x219:
      return 's';
    case 0x21B:
      return 't';
    case 0x451:
      return 0x435;  // ё
    default:
      return c;
  }
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == '`' || (c >= 0x2BB && c <= 0x2BF) || (c >= 0x2018 && c <= 0x201B) || c == 0x2B9;
}

bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

// Stress marks and the dot that İ leaves behind; soft hyphens and zero-width characters.
bool is_dropped(char32_t c) {
  return is_apostrophe(c) || (c >= 0x300 && c <= 0x36F) || c == 0xAD || (c >= 0x200B && c <= 0x200D) ||
         c == 0xFEFF;
}

bool is_latin(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_cyrillic(char32_t c) { return c >= 0x400 && c <= 0x52F; }

constexpr std::u32string_view kLatinTwins = U"aceiopxyjsk", kCyrillicTwins = U"асеіорхујѕк";

char32_t twin(char32_t c, std::u32string_view from, std::u32string_view to) {
  const size_t at = from.find(c);
  return at == std::u32string_view::npos ? c : to[at];
}

void unify_scripts(std::u32string& word) {
  const bool latin = std::any_of(word.begin(), word.end(), is_latin);
  if (!latin || std::none_of(word.begin(), word.end(), is_cyrillic)) return;
  for (char32_t& c : word) c = twin(c, kLatinTwins, kCyrillicTwins);
}

constexpr char32_t kArmenianYew = 0x587;  // և, written out by those who have no such key

bool is_plain_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold_ascii(std::string_view word) {
  std::string folded;
  for (char c : word.substr(0, kLongestTerm))
    if (c != '\'') folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return folded;
}

void append_parts(std::string_view text, uint32_t begin, uint32_t end, std::vector<Token>& tokens) {
  for (size_t at = begin, part = begin; at <= end;) {
    const size_t here = at;
    const bool last = at == end;
    const char32_t c = last ? '-' : next_code_point(text, at);
    if (is_hyphen(c) && here > part)
      tokens.push_back({fold_word(text.substr(part, here - part)), static_cast<uint32_t>(part),
                        static_cast<uint32_t>(here)});
    if (is_hyphen(c)) part = at;
    if (last) break;
  }
}

}  // namespace

std::string fold_word(std::string_view word) {
  if (is_plain_ascii(word)) return fold_ascii(word);
  std::u32string folded;
  for (size_t at = 0; at < word.size() && folded.size() < kLongestTerm;) {
    const char32_t c = without_mark(fold_char(next_code_point(word, at)));
    if (c == kArmenianYew)
      folded += U"եւ";
    else if (!is_dropped(c))
      folded += c;
  }
  unify_scripts(folded);
  return from_code_points(folded);
}

std::vector<Token> tokenise(std::string_view text) {
  std::vector<Token> tokens;
  for (const Word& word : words(text)) append_parts(text, word.begin, word.end, tokens);
  return tokens;
}

std::string normal_number(std::string_view number) {
  std::string normal;
  bool separate = false, raised = false;
  for (size_t at = 0; at < number.size();) {
    const char32_t c = next_code_point(number, at);
    const char32_t plain = twin(fold_char(c), kCyrillicTwins, kLatinTwins);
    if (!is_word_char(c)) {
      separate = true;
      continue;
    }
    separate = separate || (is_superscript_digit(c) && !raised);
    if (separate && !normal.empty()) normal += '.';
    append_utf8(normal, plain);
    raised = is_superscript_digit(c);
    separate = false;
  }
  return normal;
}

bool is_number(std::string_view word) {
  size_t letters = 0, at = 0;
  if (word.empty() || digit_value(next_code_point(word, at)) < 0) return false;
  while (at < word.size()) {
    const char32_t c = next_code_point(word, at);
    if (is_letter(c)) ++letters;
    const bool fits = digit_value(c) >= 0 || is_letter(c) || c == '.' || is_hyphen(c) || c == 0x2013;
    if (!fits || letters > 2) return false;
  }
  return true;
}

size_t count_letters(std::string_view term) {
  return static_cast<size_t>(std::count_if(
      term.begin(), term.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace zakonwatch
