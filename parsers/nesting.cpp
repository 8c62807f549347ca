// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/tree.h"

// A scan of the tags alone, with as much of the HTML tree construction rules (section 13.2.6) as decides how
// deep a tree would grow: implied end tags, scopes that end tags do not cross, formatting elements that are
// opened again in every block.
namespace zakonwatch {
namespace {

constexpr size_t kMostReopened = 2'000'000;  // formatting elements a browser would open again

// What an element is to the rules, one bit each.
enum Kind : unsigned {
  kVoid = 1,
  kFormatting = 2,
  kClosesParagraph = 4,
  kScope = 8,
  kClosesOwnKind = 16,
};

unsigned kinds_of(std::string_view name) {
  static const auto kKinds = [] {
    std::unordered_map<std::string_view, unsigned> kinds;
    const auto add = [&](Kind kind, std::initializer_list<std::string_view> names) {
      for (const std::string_view one : names) kinds[one] |= kind;
    };
    add(kVoid, {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
                "track", "wbr", "frame", "keygen"});
    add(kFormatting,
        {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
    add(kClosesParagraph,
        {"address", "article",  "aside",  "blockquote", "center",  "details", "dir",  "div",
         "dl",      "fieldset", "figure", "footer",     "form",    "h1",      "h2",   "h3",
         "h4",      "h5",       "h6",     "header",     "hr",      "li",      "main", "menu",
         "nav",     "ol",       "p",      "pre",        "section", "table",   "ul",   "dd"});
    add(kScope, {"html", "table", "td", "th", "caption", "object", "marquee", "template", "button"});
    add(kClosesOwnKind,
        {"li", "dd", "dt", "option", "tr", "td", "th", "tbody", "thead", "tfoot", "optgroup"});
    return kinds;
  }();
  const auto known = kKinds.find(name);
  return known == kKinds.end() ? 0 : known->second;
}

class Nesting {
 public:
  void open(std::string_view name) {
    const unsigned kinds = kinds_of(name);
    if ((kinds & kClosesParagraph) != 0) close_in_scope("p"), reopened_ += formatting_;
    if ((kinds & kClosesOwnKind) != 0) close_row_part(name);
    if ((kinds & kVoid) != 0) return;
    if ((kinds & kFormatting) != 0) ++formatting_;
    stack_.push_back({std::string(name), kinds});
  }
  void close(std::string_view name) {
    const bool crosses = (kinds_of(name) & (kScope | kClosesOwnKind)) != 0;
    for (size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].name == name) return cut(i);
      if (is_scope(i) && !crosses) return;
    }
  }
  size_t depth() const { return stack_.size(); }
  size_t reopened() const { return reopened_; }

 private:
  struct Open {
    std::string name;
    unsigned kinds;
  };
  bool is_scope(size_t i) const { return (stack_[i].kinds & kScope) != 0; }
  void close_in_scope(std::string_view name) {
    for (size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].name == name) return cut(i);
      if (is_scope(i)) return;
    }
  }
  void close_row_part(std::string_view name) {
    const bool cell = name == "td" || name == "th";
    for (size_t i = stack_.size(); i-- > 0;) {
      const std::string_view open = stack_[i].name;
      if (open == name || (cell && (open == "td" || open == "th"))) return cut(i);
      if (open == "table" || open == "ul" || open == "ol" || open == "div" || open == "dl") return;
    }
  }
  // What a paragraph's end leaves open is opened again behind it: formatting elements stay counted.
  void cut(size_t size) {
    if ((stack_[size].kinds & kFormatting) != 0 && formatting_ > 0) --formatting_;
    stack_.resize(size);
  }

  std::vector<Open> stack_;
  size_t reopened_ = 0, formatting_ = 0;
};

bool name_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ':' || c == '-'; }

std::string lower_name(std::string_view html, size_t begin) {
  size_t end = begin;
  while (end < html.size() && name_char(html[end]) && end - begin < 64) ++end;
  std::string name(html.substr(begin, end - begin));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

// Past the '>' of the tag that begins at `at`; counts its attributes by their '=' and bare names.
size_t skip_tag(std::string_view html, size_t at, int& attributes) {
  char quote = 0;
  bool in_word = false;
  for (; at < html.size(); ++at) {
    const char c = html[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '>') return at + 1;
    if ((c == '"' || c == '\'') && at > 0 && html[at - 1] == '=') quote = c;
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '/';
    if (!space && !in_word) ++attributes;
    in_word = !space;
  }
  return at;
}

// Behind the end tag of an element whose content is raw text.
size_t skip_raw(std::string_view html, size_t at, const std::string& name) {
  for (size_t end = html.find("</", at); end != std::string_view::npos; end = html.find("</", end + 2))
    if (lower_name(html, end + 2) == name) return end;
  return html.size();
}

size_t skip_declaration(std::string_view html, size_t at) {
  if (html.substr(at, 4) == "<!--") {
    const size_t end = html.find("-->", at + 4);
    return end == std::string_view::npos ? html.size() : end + 3;
  }
  const size_t end = html.find('>', at);
  return end == std::string_view::npos ? html.size() : end + 1;
}

}  // namespace

std::string nesting_problem(std::string_view html) {
  Nesting nesting;
  for (size_t at = html.find('<'); at != std::string_view::npos && at + 1 < html.size();
       at = html.find('<', at)) {
    const char next = html[at + 1];
    if (next == '!' || next == '?') {
      at = skip_declaration(html, at);
      continue;
    }
    const bool closing = next == '/';
    const std::string name = lower_name(html, at + 1 + (closing ? 1 : 0));
    if (name.empty() || !std::isalpha(static_cast<unsigned char>(name[0]))) {
      ++at;
      continue;
    }
    int attributes = 0;
    at = skip_tag(html, at + 1 + (closing ? 1 : 0) + name.size(), attributes);
    if (attributes > kMostAttributes)
      return fmt::format("an element carries more than {} attributes", kMostAttributes);
    if (closing)
      nesting.close(name);
    else
      nesting.open(name);
    if (!closing && (name == "script" || name == "style" || name == "textarea" || name == "title"))
      at = skip_raw(html, at, name);
    if (nesting.depth() > static_cast<size_t>(kDeepestTree))
      return fmt::format("elements are nested deeper than {}", kDeepestTree);
    if (nesting.reopened() > kMostReopened)
      return "unclosed formatting elements would multiply in every paragraph";
  }
  return {};
}

}  // namespace zakonwatch
