// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "parsers/block.h"

namespace zakonwatch {
namespace {

// Characters that print nothing: soft hyphen, zero-width space and joiners, word joiner, byte order mark,
// bidirectional marks. (The joiners carry meaning in no script of the region.)
bool prints_nothing(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF ||
         (c >= 0x202A && c <= 0x202E) || (c < 0x20 && c != '\n' && c != '\t' && c != '\r') ||
         (c >= 0x7F && c < 0xA0 && c != 0x85);
}

constexpr char32_t kRaisedHyphen = 0x207B;

char32_t raised(char32_t c) {
  switch (c) {
    case '1':
      return 0xB9;
    case '2':
      return 0xB2;
    case '3':
      return 0xB3;
    default:
      return c >= '0' && c <= '9' ? 0x2070 + (c - '0') : c;
  }
}

char32_t lowered(char32_t c) { return c >= '0' && c <= '9' ? 0x2080 + (c - '0') : c; }

// Is a text of such characters in NFC whatever their order? True of Latin letters with their marks in one, of
// Cyrillic, Armenian and Georgian ones, of quotes and dashes; false of combining marks and where it takes a
// look.
bool composed(char32_t c) {
  return c < 0x300 || (c >= 0x400 && c <= 0x482) || (c >= 0x48A && c < 0x590) ||
         (c >= 0x10A0 && c < 0x1100) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) ||
         (c >= 0x2070 && c < 0x20D0) || c == 0x2116;
}

// The bytes at `at` that are letters, digits and marks which always stand as they are: printable ASCII but
// the caret, Latin-1 letters, Latin Extended-A and most of B, Cyrillic.
size_t ordinary_run(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (;;) {
    if (at < text.size() && byte(at) > ' ' && byte(at) < 0x7F && byte(at) != '^')
      ++at;
    else if (at + 1 < text.size() && byte(at) >= 0xC3 && byte(at) <= 0xD3 &&
             !(byte(at) >= 0xCC && byte(at) <= 0xCF) && (byte(at + 1) & 0xC0U) == 0x80U &&
             !(byte(at) == 0xD2 && byte(at + 1) < 0x8A))
      at += 2;
    else
      return at;
  }
}

}  // namespace

void TextGatherer::put_run(std::string_view run, bool bold) {
  if (space_ && !text_.empty() && text_.back() != '\n') text_ += ' ';
  space_ = false;
  text_ += run;
  if (bold && !bold_ended_) bold_ = text_.size();
  if (!bold) bold_ended_ = true;
}

void TextGatherer::put(char32_t c, Script script, bool bold) {
  if (script == Script::super) c = raised(c);
  if (script == Script::sub) c = lowered(c);
  if (space_ && !text_.empty() && text_.back() != '\n') text_ += ' ';
  space_ = false;
  if (!composed(c)) plain_ = false;
  append_utf8(text_, c);
  if (bold && !bold_ended_) bold_ = text_.size();
  if (!bold) bold_ended_ = true;
}

void TextGatherer::add(std::string_view text, Script script, bool bold) {
  for (size_t at = 0; at < text.size();) {
    if (script == Script::normal && !caret_)
      if (const size_t end = ordinary_run(text, at); end != at) {
        put_run(text.substr(at, end - at), bold);
        at = end;
        continue;
      }
    const char32_t c = next_code_point(text, at);
    if (prints_nothing(c)) continue;
    if (is_space(c)) {
      space_ = true;
      continue;
    }
    // UA prints "13<sup>-1</sup>" with a hidden hyphen: the raised digit says it all.
    if (script == Script::super && (c == '-' || c == 0x2011) && !text_.empty()) {
      size_t last = text_.size() - 1;
      while (last > 0 && (static_cast<unsigned char>(text_[last]) & 0xC0) == 0x80) --last;
      const bool between = is_superscript_digit(next_code_point(text_, last)) && !space_;  // 348¹¹⁻¹
      if (between) put(kRaisedHyphen, script, bold);
      continue;
    }
    const bool digit = c >= '0' && c <= '9';
    if (c == '^' && begins_raised(text.substr(at))) {
      caret_ = true;
      continue;
    }
    caret_ = caret_ && digit;
    put(c, caret_ ? Script::super : script, bold);
  }
  caret_ = false;
}

// A caret between a number or word and digits is how plain text raises them.
bool TextGatherer::begins_raised(std::string_view rest) const {
  if (text_.empty() || space_ || rest.empty() || rest[0] < '0' || rest[0] > '9') return false;
  size_t last = text_.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text_[last]) & 0xC0) == 0x80) --last;
  const char32_t before = next_code_point(text_, last);
  return is_word_char(before) || is_superscript_digit(before) || before == '.';
}

void TextGatherer::line_break() {
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  space_ = false;
}

std::string TextGatherer::take(size_t* bold) {
  while (!text_.empty() && text_.back() == '\n') text_.pop_back();
  std::string out = plain_ ? std::move(text_) : to_nfc(text_);
  if (bold != nullptr) *bold = std::min(bold_, out.size());
  *this = TextGatherer();
  return out;
}

std::string plain_text(std::string_view text) {
  TextGatherer gatherer;
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!first) gatherer.line_break();
    first = false;
    gatherer.add(line);
  }
  return gatherer.take();
}

}  // namespace zakonwatch
