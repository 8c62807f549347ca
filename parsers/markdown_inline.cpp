// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/markdown_inline.h"

#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace zakonwatch {
namespace {

using Script = TextGatherer::Script;

bool is_punctuation(char c) { return std::ispunct(static_cast<unsigned char>(c)) != 0; }

struct Link {
  std::string_view label, target;
  size_t end;
};

// "[label](target)" at `at`, with brackets nested in the label.
std::optional<Link> link_at(std::string_view text, size_t at) {
  int depth = 0;
  size_t end = at;
  for (; end < text.size(); ++end) {
    if (text[end] == '\\') {
      ++end;
      continue;
    }
    if (text[end] == '[') ++depth;
    if (text[end] == ']' && --depth == 0) break;
  }
  if (end + 1 >= text.size() || text[end + 1] != '(') return std::nullopt;
  size_t close = end + 2;
  for (int parens = 1; close < text.size(); ++close) {
    if (text[close] == '(') ++parens;
    if (text[close] == ')' && --parens == 0) break;
  }
  if (close >= text.size()) return std::nullopt;
  return Link{text.substr(at + 1, end - at - 1), text.substr(end + 2, close - end - 2), close + 1};
}

std::string_view last_segment(std::string_view target) { return target.substr(target.rfind('/') + 1); }

// "( [270-17](/go/270-17) )": a printed link target, not a word of the law.
std::optional<size_t> link_in_parens(std::string_view text, size_t at) {
  size_t begin = at + 1;
  while (begin < text.size() && text[begin] == ' ') ++begin;
  if (begin >= text.size() || text[begin] != '[') return std::nullopt;
  const auto link = link_at(text, begin);
  if (!link || plain_text(link->label) != last_segment(link->target)) return std::nullopt;
  size_t end = link->end;
  while (end < text.size() && text[end] == ' ') ++end;
  return end < text.size() && text[end] == ')' ? std::optional(end + 1) : std::nullopt;
}

std::optional<char32_t> named_entity(std::string_view name) {
  static constexpr std::array kNames =
      std::to_array<std::pair<std::string_view, char32_t>>({{"nbsp", 0xA0},
                                                            {"amp", '&'},
                                                            {"lt", '<'},
                                                            {"gt", '>'},
                                                            {"quot", '"'},
                                                            {"apos", '\''},
                                                            {"sect", 0xA7},
                                                            {"ndash", 0x2013},
                                                            {"mdash", 0x2014},
                                                            {"laquo", 0xAB},
                                                            {"raquo", 0xBB},
                                                            {"shy", 0xAD},
                                                            {"hellip", 0x2026}});
  for (const auto& [known, c] : kNames)
    if (known == name) return c;
  return std::nullopt;
}

std::optional<char32_t> entity(std::string_view name) {
  if (!name.starts_with('#')) return named_entity(name);
  const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  unsigned value = 0;
  const std::string_view digits = name.substr(hex ? 2 : 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size() || value == 0 || value > 0x10FFFF)
    return std::nullopt;
  return value;
}

class Inliner {
 public:
  explicit Inliner(TextGatherer& out) : out_(out) {}

  void run(std::string_view text) {
    for (size_t at = 0; at < text.size();) at = step(text, at);
    flush();
  }

 private:
  void flush() {
    out_.add(pending_, script_, bold_);
    pending_.clear();
  }

  size_t step(std::string_view text, size_t at) {
    switch (text[at]) {
      case '\\':
        return escape(text, at);
      case '\n':
        return line_end(at);
      case '*':
        return star(text, at);
      case '[':
        return bracket(text, at);
      case '!':
        return text.substr(at, 2) == "![" ? image(text, at) : keep(text, at);
      case '(':
        if (const auto end = link_in_parens(text, at)) return drop_space(), *end;
        return keep(text, at);
      case '<':
        return tag(text, at);
      case '&':
        return reference(text, at);
      default:
        return keep(text, at);
    }
  }

  size_t keep(std::string_view text, size_t at) { return pending_ += text[at], at + 1; }

  void drop_space() {
    while (!pending_.empty() && pending_.back() == ' ') pending_.pop_back();
  }

  size_t escape(std::string_view text, size_t at) {
    if (at + 1 >= text.size()) return keep(text, at);
    if (text[at + 1] == '\n') return flush(), out_.line_break(), at + 2;
    if (!is_punctuation(text[at + 1])) return keep(text, at);
    pending_ += text[at + 1];
    return at + 2;
  }

  // Two spaces before the end of a line are a break; a plain end is a space.
  size_t line_end(size_t at) {
    const bool hard = pending_.size() >= 2 && pending_.ends_with("  ");
    if (hard)
      flush(), out_.line_break();
    else
      pending_ += ' ';
    return at + 1;
  }

  size_t star(std::string_view text, size_t at) {
    const size_t length = text.substr(at).starts_with("**") ? 2 : 1;
    const std::string_view mark = text.substr(at, length);
    const bool opens = at + length < text.size() && text[at + length] != ' ' && text[at + length] != '\n' &&
                       text.find(mark, at + length) != std::string_view::npos;
    const bool closes = at > 0 && text[at - 1] != ' ';
    bool& open = length == 2 ? bold_ : italic_;
    if (open ? !closes : !opens) return pending_ += mark, at + length;
    flush();
    open = !open;
    return at + length;
  }

  size_t bracket(std::string_view text, size_t at) {
    const auto link = link_at(text, at);
    if (!link) return keep(text, at);
    for (size_t i = 0; i < link->label.size();) i = step(link->label, i);
    return link->end;
  }

  size_t image(std::string_view text, size_t at) {
    const auto link = link_at(text, at + 1);
    return link ? link->end : keep(text, at);
  }

  size_t tag(std::string_view text, size_t at) {
    const size_t end = text.find('>', at);
    if (end == std::string_view::npos || end - at > 200) return keep(text, at);
    const std::string name = to_lower(text.substr(at + 1, text.find_first_of(" />", at + 2) - at - 1));
    if (name.empty() || !(std::isalpha(static_cast<unsigned char>(name[0])) || name[0] == '/'))
      return keep(text, at);
    flush();
    if (name == "br") out_.line_break();
    if (name == "sup") script_ = Script::super;
    if (name == "sub") script_ = Script::sub;
    if (name == "/sup" || name == "/sub") script_ = Script::normal;
    return end + 1;
  }

  size_t reference(std::string_view text, size_t at) {
    const size_t end = text.find(';', at);
    if (end == std::string_view::npos || end - at > 10) return keep(text, at);
    const auto c = entity(text.substr(at + 1, end - at - 1));
    if (!c) return keep(text, at);
    append_utf8(pending_, *c);
    return end + 1;
  }

  TextGatherer& out_;
  std::string pending_;
  Script script_ = Script::normal;
  bool bold_ = false, italic_ = false;
};

}  // namespace

void add_markdown(TextGatherer& out, std::string_view text) { Inliner(out).run(text); }

}  // namespace zakonwatch
