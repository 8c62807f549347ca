// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/tokens.h"

#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.h"
#include "diff/character_class.h"

namespace zakonwatch {
namespace {

using Class = CharacterClass;

// A code point of the text with its class; past the end it is a space of no width.
struct Reader {
  std::string_view text;
  size_t begin = 0, end = 0;
  char32_t c = ' ';
  Class cls = Class::space;

  explicit Reader(std::string_view t) : text(t) { load(0); }
  bool done() const { return begin >= text.size(); }
  void next() { load(end); }
  Reader peek() const {
    Reader ahead = *this;
    ahead.next();
    return ahead;
  }

 private:
  void load(size_t at) {
    begin = end = std::min(at, text.size());
    c = ' ';
    cls = Class::space;
    if (begin == text.size()) return;
    if (const auto byte = static_cast<unsigned char>(text[begin]); byte < 0x80) {
      c = byte;
      ++end;
    } else {
      c = next_code_point(text, end);
    }
    cls = character_class(c);
  }
};

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == '`'; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
bool in_word(Class cls) { return cls == Class::letter || cls == Class::digit || cls == Class::extend; }

// Marks that hold a word together when letters or digits stand on both sides: п'ять, 321-1, и/или, 0,05,
// т.д., 15.04.2008.
bool joins(const Reader& before, const Reader& mark, const Reader& after) {
  if (!in_word(before.cls) || !(after.cls == Class::letter || after.cls == Class::digit)) return false;
  const bool digits = before.cls == Class::digit && after.cls == Class::digit;
  if (is_apostrophe(mark.c)) return after.cls == Class::letter;
  if (is_hyphen(mark.c) || mark.c == '/' || mark.c == '.') return true;
  return digits && mark.c == ',';
}

// Reads a word or number; returns the first byte after it.
size_t word_end(Reader& at) {
  Reader last = at;
  for (at.next(); !at.done(); at.next()) {
    if (in_word(at.cls)) {
      last = at;
    } else if (at.cls == Class::joiner) {
      continue;
    } else if (joins(last, at, at.peek())) {
      at.next();
      last = at;
    } else {
      break;
    }
  }
  return at.begin;
}

std::vector<Token> read_directly(std::string_view text) {
  std::vector<Token> out;
  out.reserve(text.size() / 5 + 4);
  for (Reader at(text); !at.done();) {
    const auto begin = static_cast<uint32_t>(at.begin);
    TokenKind kind = TokenKind::mark;
    if (at.cls == Class::space) {
      kind = TokenKind::space;
      while (!at.done() && at.cls == Class::space) at.next();
    } else if (at.cls == Class::letter || at.cls == Class::digit) {
      kind = TokenKind::word;
      word_end(at);
    } else {
      at.next();
    }
    // A combining mark clings to what stands before it, whatever that is.
    while (!at.done() && at.cls == Class::extend) {
      at.next();
      if (kind == TokenKind::space) kind = TokenKind::mark;
    }
    out.push_back({begin, static_cast<uint32_t>(at.begin), kind});
  }
  return out;
}

struct BreakIterator {
  std::unique_ptr<icu::BreakIterator> words, clusters;
  BreakIterator() {
    UErrorCode status = U_ZERO_ERROR;
    words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    clusters.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  }
};

TokenKind kind_of(std::string_view piece) {
  Reader at(piece);
  if (at.cls != Class::space) {
    const bool wordlike = is_word_char(at.c) || at.cls == Class::letter || at.cls == Class::digit;
    return wordlike ? TokenKind::word : TokenKind::mark;
  }
  for (; !at.done(); at.next())
    if (at.cls != Class::space) return TokenKind::mark;
  return TokenKind::space;
}

// Word boundaries that are cluster boundaries too: a few format characters make the two rules differ.
std::vector<Token> read_by_icu(std::string_view text) {
  static thread_local BreakIterator breaks;
  UErrorCode status = U_ZERO_ERROR;
  UText* opened = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  const std::unique_ptr<UText, decltype(&utext_close)> source(opened, &utext_close);
  breaks.words->setText(source.get(), status);
  breaks.clusters->setText(source.get(), status);
  std::vector<Token> out;
  uint32_t begin = 0;
  for (int32_t at = breaks.words->first(); at != icu::BreakIterator::DONE; at = breaks.words->next()) {
    const auto end = static_cast<uint32_t>(at);
    if (end == begin || (end < text.size() && !breaks.clusters->isBoundary(at))) continue;
    const TokenKind kind = kind_of(text.substr(begin, end - begin));
    if (!out.empty() && kind == TokenKind::space && out.back().kind == TokenKind::space)
      out.back().end = end;
    else
      out.push_back({begin, end, kind});
    begin = end;
  }
  return out;
}

bool needs_icu(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
    } else if (character_class(next_code_point(text, at)) == Class::complex) {
      return true;
    }
  }
  return false;
}

bool is_number(std::string_view word) { return !word.empty() && word.front() >= '0' && word.front() <= '9'; }
bool all_digits(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Units that stand after an amount; "г." and "лет" are left alone.
bool is_unit(std::string_view word) {
  static constexpr std::array<std::string_view, 44> kUnits = {
      "%",  "‰",  "€",   "$",   "₽",  "₴",   "₸",   "₾",   "§",  "g",   "mg",      "kg", "ml", "l",   "cm",
      "m",  "km", "µg",  "mcg", "г",  "гр",  "мг",  "кг",  "мл", "л",   "см",      "м",  "км", "мкг", "EUR",
      "Ls", "Kč", "lei", "zł",  "Ft", "USD", "грн", "руб", "KM", "din", "гривень", "тг", "ha", "га"};
  return std::find(kUnits.begin(), kUnits.end(), word) != kUnits.end();
}

// Groups that were printed with a space inside: "15 000", "50 г", "15 %", "№ 5".
class Grouping {
 public:
  Grouping(std::string_view text, std::vector<Token> tokens) : text_(text), in_(std::move(tokens)) {}

  std::vector<Token> run() {
    std::vector<Token> out;
    out.reserve(in_.size());
    for (size_t i = 0; i < in_.size();) {
      Token token = in_[i];
      const size_t next = group(i, token);
      out.push_back(token);
      i = next;
    }
    return out;
  }

 private:
  std::string_view text_;
  std::vector<Token> in_;

  std::string_view at(size_t i) const { return i < in_.size() ? in_[i].in(text_) : std::string_view(); }
  bool narrow_space(size_t i) const {
    return at(i) == " " || at(i) == "\u00A0" || at(i) == "\u202F" || at(i) == "\u2009";
  }

  size_t group(size_t i, Token& token) const {
    if (token.kind == TokenKind::word && is_number(at(i))) return group_number(i, token);
    if (token.kind == TokenKind::word) return group_abbreviation(i, token);
    const bool sign = at(i) == "№" || at(i) == "§";
    const size_t number = narrow_space(i + 1) ? i + 2 : i + 1;
    if (!sign || !is_number(at(number))) return i + 1;
    token = {token.begin, in_[number].end, TokenKind::word};
    return number + 1;
  }

  size_t group_number(size_t i, Token& token) const {
    size_t next = i + 1;
    if (at(i).size() <= 3 && all_digits(at(i)))
      while (narrow_space(next) && at(next + 1).size() == 3 && all_digits(at(next + 1))) next += 2;
    const size_t unit = narrow_space(next) ? next + 1 : next;
    if (is_unit(at(unit))) next = unit + 1;
    token.end = in_[next - 1].end;
    return next;
  }

  // "ст. 5", "Nr. 7": the full stop of a short word before a number is no end of sentence; "т.д." neither.
  size_t group_abbreviation(size_t i, Token& token) const {
    if (at(i + 1) != ".") return i + 1;
    const bool dotted = at(i).find('.') != std::string_view::npos;
    const bool before_number = token.end - token.begin <= 8 && narrow_space(i + 2) && is_number(at(i + 3));
    if (!dotted && !before_number) return i + 1;
    token.end = in_[i + 1].end;
    return i + 2;
  }
};

}  // namespace

std::vector<Token> tokens(std::string_view text) {
  return Grouping(text, needs_icu(text) ? read_by_icu(text) : read_directly(text)).run();
}

}  // namespace zakonwatch
