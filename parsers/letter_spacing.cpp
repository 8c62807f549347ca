// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/letter_spacing.h"

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kFewestLetters = 3;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// The characters that stand alone at the beginning of a line, and where what follows them begins.
struct Spaced {
  std::string letters, digits;
  size_t letter_count = 0, end = 0;
  bool dot = false, number_follows = false;
  bool is_heading() const { return letter_count >= kFewestLetters && (!digits.empty() || number_follows); }
};

Spaced read_spaced(std::string_view line) {
  Spaced out;
  for (size_t at = 0; at < line.size() && !out.dot;) {
    const size_t begin = at;
    const char32_t c = next_code_point(line, at);
    // "M a d d ə 99-1.": only the word is spaced.
    out.number_follows = is_digit(c) && out.digits.empty();
    if (at < line.size() && line[at] != ' ') break;
    if (is_digit(c))
      out.digits += line[begin];
    else if (c == '.' && !out.digits.empty())
      out.dot = true;
    else if (is_letter(c) && out.digits.empty())
      out.letters += line.substr(begin, at - begin), ++out.letter_count;
    else
      break;
    while (at < line.size() && line[at] == ' ') ++at;
    out.end = at;
  }
  return out;
}

std::string closed_line(std::string_view line) {
  const Spaced spaced = read_spaced(line);
  if (!spaced.is_heading()) return std::string(line);
  const std::string rest(line.substr(spaced.end));
  if (spaced.digits.empty()) return spaced.letters + " " + rest;
  return spaced.letters + " " + spaced.digits + (spaced.dot ? "." : "") + (rest.empty() ? "" : " ") + rest;
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
