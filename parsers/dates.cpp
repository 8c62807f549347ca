// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/dates.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace zakonwatch {
namespace {

struct Token {
  enum class Kind { number, word, mark } kind;
  std::string_view text;
  unsigned value = 0;
};

bool digit(char c) { return c >= '0' && c <= '9'; }

// The next number, word or mark at `at`; at most three tokens of look-ahead are ever kept.
std::optional<Token> next_token(std::string_view text, size_t& at) {
  while (at < text.size()) {
    size_t next = at;
    if (!is_space(next_code_point(text, next))) break;
    at = next;
  }
  if (at >= text.size()) return std::nullopt;
  const size_t begin = at;
  if (digit(text[at])) {
    unsigned value = 0;
    while (at < text.size() && digit(text[at]) && at - begin < 5)
      value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    return Token{Token::Kind::number, text.substr(begin, at - begin), value};
  }
  size_t next = at;
  if (!is_letter(next_code_point(text, next)))
    return at = next, Token{Token::Kind::mark, text.substr(begin, next - begin), 0};
  while (next < text.size()) {
    size_t peek = next;
    if (!is_letter(next_code_point(text, peek))) break;
    next = peek;
  }
  at = next;
  return Token{Token::Kind::word, text.substr(begin, next - begin), 0};
}

std::optional<Date> make_date(unsigned year, unsigned month, unsigned day) {
  const Date date{std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                  std::chrono::day(day)};
  if (!date.ok() || year < 1800 || year > 2200) return std::nullopt;
  return date;
}

bool is_mark(const Token& token, char c) {
  return token.kind == Token::Kind::mark && token.text.size() == 1 && token.text[0] == c;
}
bool joins(const Token& token) { return is_mark(token, '.') || is_mark(token, '-') || is_mark(token, '/'); }

struct Found {
  Date date;
  size_t end;
};

// Number tokens at `at`: 13.12.2012 or 2012-12-13.
std::optional<Found> digits_date(std::string_view text, size_t at) {
  std::array<Token, 5> token;
  for (Token& one : token) {
    const auto next = next_token(text, at);
    if (!next) return std::nullopt;
    one = *next;
  }
  if (!joins(token[1]) || !joins(token[3]) || token[2].kind != Token::Kind::number ||
      token[4].kind != Token::Kind::number)
    return std::nullopt;
  const bool year_first = token[0].text.size() == 4;
  const auto date = year_first                  ? make_date(token[0].value, token[2].value, token[4].value)
                    : token[4].text.size() == 4 ? make_date(token[4].value, token[2].value, token[0].value)
                                                : std::nullopt;
  return date ? std::optional(Found{*date, at}) : std::nullopt;
}

template <typename Take>
void each_date(std::string_view text, Take take) {
  for (size_t at = 0; at < text.size();) {
    if (!digit(text[at]) || (at > 0 && digit(text[at - 1]))) {
      ++at;
      continue;
    }
    const auto found = digits_date(text, at);
    if (found && !take(found->date, at)) return;
    at = found ? found->end : at + 1;
  }
}

// "270-VI" behind "№", "N" or "Nr."; the number itself begins with a digit.
struct NumberAt {
  std::string number;
  size_t at;
};

bool number_sign(std::string_view text, size_t at, size_t& after) {
  for (const std::string_view sign : {"№", "Nr.", "nr.", "Nr", "nr", "č.", "N", "No."}) {
    if (!text.substr(at).starts_with(sign)) continue;
    after = at + sign.size();
    while (after < text.size() && (text[after] == ' ' || text.substr(after, 2) == "\xC2\xA0")) ++after;
    return after < text.size() && digit(text[after]);
  }
  return false;
}

std::vector<NumberAt> act_numbers(std::string_view text) {
  std::vector<NumberAt> out;
  for (size_t at = 0; at < text.size(); ++at) {
    size_t begin = 0;
    if (at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) ||
                   static_cast<unsigned char>(text[at - 1]) >= 0x80))
      continue;
    if (!number_sign(text, at, begin)) continue;
    size_t end = begin;
    while (end < text.size()) {
      size_t next = end;
      const char32_t c = next_code_point(text, next);
      if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '/' && c != 0x2013) break;
      end = next;
    }
    while (end > begin && (text[end - 1] == '-' || text[end - 1] == '/')) --end;
    out.push_back({std::string(text.substr(begin, end - begin)), at});
    at = end;
  }
  return out;
}

// Numbers of gazette issues ("ВВР, 2002, N 17, ст.121") stand behind a year and a comma: no acts.
bool is_gazette_number(std::string_view text, size_t at) {
  size_t back = at;
  while (back > 0 && text[back - 1] == ' ') --back;
  if (back == 0 || text[back - 1] != ',') return false;
  --back;
  return back >= 4 && std::all_of(text.begin() + static_cast<long>(back) - 4,
                                  text.begin() + static_cast<long>(back), digit);
}

}  // namespace

std::vector<DateAt> dates_in(std::string_view text) {
  std::vector<DateAt> out;
  each_date(text, [&](Date date, size_t at) { return out.push_back({date, at}), true; });
  return out;
}

std::optional<ActRef> named_act(std::string_view text) {
  std::vector<NumberAt> numbers = act_numbers(text);
  std::erase_if(numbers, [&](const NumberAt& one) { return is_gazette_number(text, one.at); });
  const std::vector<DateAt> dates = dates_in(text);
  if (numbers.empty() && dates.empty()) return std::nullopt;
  ActRef act;
  if (numbers.empty()) return act.date = dates.front().date, act;
  act.number = numbers.back().number;
  const size_t begin = numbers.back().at, window = begin + act.number.size() + 40;
  for (const auto& [date, at] : dates)  // the date behind the number, else the nearest before it
    if (at > begin && at < window) return act.date = date, act;
  for (const auto& [date, at] : dates)
    if (at < begin) act.date = date;
  return act;
}

}  // namespace zakonwatch
