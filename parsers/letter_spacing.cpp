// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/letter_spacing.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kFewestLetters = 3;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); }

// The characters that stand alone at the beginning of a line, the number behind them, which may be spaced too
// or in part ("1 0 8-1."), and where what follows begins.
struct Spaced {
  std::string letters, number;
  size_t letter_count = 0, end = 0;
  bool is_heading() const { return letter_count >= kFewestLetters && !number.empty(); }
};

bool continues_number(std::string_view token, bool begun) {
  for (size_t at = 0; at < token.size();) {
    const char32_t c = next_code_point(token, at);
    if (!is_digit(c) && !(begun && (is_dash(c) || c == '.'))) return false;
    begun = true;
  }
  return true;
}

Spaced read_spaced(std::string_view line) {
  Spaced out;
  for (size_t at = 0; at < line.size();) {
    const std::string_view token = line.substr(at, line.find(' ', at) - at);
    size_t next = 0;
    const char32_t c = token.empty() ? U' ' : next_code_point(token, next);
    const bool alone = next == token.size();
    if (alone && is_letter(c) && out.number.empty())
      out.letters += token, ++out.letter_count;
    else if (!token.empty() && continues_number(token, !out.number.empty()))
      out.number += token;
    else
      break;
    at = std::min(line.size(), at + token.size() + 1);
    while (at < line.size() && line[at] == ' ') ++at;
    out.end = at;
    if (!out.number.empty() && (!alone || c == '.')) break;
  }
  return out;
}

std::string closed_line(std::string_view line) {
  const Spaced spaced = read_spaced(line);
  if (!spaced.is_heading()) return std::string(line);
  const std::string rest(line.substr(spaced.end));
  return spaced.letters + " " + spaced.number + (rest.empty() ? "" : " ") + rest;
}

}  // namespace

std::string closed_up(std::string_view text) {
  std::string out;
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!first) out += '\n';
    first = false;
    out += line.size() > 1 && line.find(' ') <= 4 ? closed_line(line) : std::string(line);
  }
  return out;
}

}  // namespace zakonwatch
