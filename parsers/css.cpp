// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/css.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {
namespace {

std::string compact(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool zero_size(std::string_view value) {
  return value == "0" || value == "0px" || value == "0pt" || value == "0em" || value == "0%";
}

void read_one(std::string_view name, std::string_view value, Look& look, bool& relative, std::string& top) {
  if (name == "display") look.hidden = value.starts_with("none"), look.block = value.starts_with("block");
  if (name == "visibility") look.hidden = value.starts_with("hidden");
  if (name == "font-size" && zero_size(value)) look.tiny = true;
  if (name == "position") relative = value.starts_with("relative");
  if (name == "top") top = value;
  if (name == "vertical-align")
    look.raised = value.starts_with("super"), look.lowered = value.starts_with("sub");
  if (name == "font-weight") {
    look.bold =
        value.starts_with("bold") || value == "600" || value == "700" || value == "800" || value == "900";
    look.not_bold = !look.bold;
  }
}

}  // namespace

void Look::merge(const Look& over) {
  hidden = hidden || over.hidden;
  raised = raised || over.raised;
  lowered = lowered || over.lowered;
  tiny = tiny || over.tiny;
  block = block || over.block;
  if (over.bold || over.not_bold) bold = over.bold, not_bold = over.not_bold;
}

Look read_declarations(std::string_view declarations) {
  Look look;
  bool relative = false;
  std::string top;
  const std::string text = compact(declarations);
  for (const std::string_view one : split(text, ';')) {
    const size_t colon = one.find(':');
    if (colon != std::string_view::npos)
      read_one(one.substr(0, colon), one.substr(colon + 1), look, relative, top);
  }
  // "position: relative; top: -0.5em" is how Word pages raise a digit.
  if (relative && top.size() > 1 && top[0] == '-') look.raised = true;
  return look;
}

void StyleSheet::add(std::string_view css) {
  for (size_t at = 0; at < css.size();) {
    const size_t open = css.find('{', at),
                 close = open == std::string_view::npos ? open : css.find('}', open);
    if (close == std::string_view::npos) return;
    const Look look = read_declarations(css.substr(open + 1, close - open - 1));
    const std::string selectors(css.substr(at, open - at));
    for (const std::string_view raw : split(selectors, ',')) {
      std::string_view one = trim(raw);
      if (const size_t dot = one.find('.'); dot != std::string_view::npos && dot <= 4) one = one.substr(dot);
      if (one.size() < 2 || one[0] != '.' || one.find_first_of(" >+~:[#.", 1) != std::string_view::npos)
        continue;
      const std::string name(one.substr(1));
      if (look.hidden) hidden_.insert(name);
      if (look.raised) raised_.insert(name);
      if (look.lowered) lowered_.insert(name);
      if (look.bold) bold_.insert(name);
      if (look.block) block_.insert(name);
    }
    at = close + 1;
  }
}

Look StyleSheet::of_class(std::string_view class_attribute) const {
  Look look;
  for (const std::string_view name : split(class_attribute, ' ')) {
    look.hidden = look.hidden || hidden_.contains(name);
    look.raised = look.raised || raised_.contains(name);
    look.lowered = look.lowered || lowered_.contains(name);
    look.bold = look.bold || bold_.contains(name);
    look.block = look.block || block_.contains(name);
  }
  return look;
}

}  // namespace zakonwatch
