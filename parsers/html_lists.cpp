// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/html_lists.h"

#include <algorithm>

#include "base/text.h"
#include "parsers/list_counter.h"

namespace zakonwatch {
namespace {

// "list-style: upper-roman inside" and "list-style-type: none" of a style attribute.
std::string styled(pugi::xml_node node) {
  const std::string style = to_lower(node.attribute("style").value());
  for (const std::string_view declaration : split(style, ';')) {
    const size_t colon = declaration.find(':');
    const std::string_view name = trim(declaration.substr(0, colon));
    if (colon == std::string_view::npos || (name != "list-style" && name != "list-style-type")) continue;
    for (const std::string_view word : split(trim(declaration.substr(colon + 1)), ' '))
      if (word != "inside" && word != "outside" && !word.empty()) return std::string(word);
  }
  return {};
}

CounterStyle style_of(pugi::xml_node list, pugi::xml_node item) {
  for (const pugi::xml_node node : {item, list})
    if (const std::string name = styled(node); !name.empty()) return css_counter(name);
  for (const pugi::xml_node node : {item, list})
    if (const auto type = node.attribute("type")) return css_counter(type.value());
  return CounterStyle::decimal;
}

// The first characters of what stands in an item; the rest may be a whole law.
std::string beginning_of(pugi::xml_node item) {
  constexpr size_t kEnough = 64;
  struct Walker : pugi::xml_tree_walker {
    std::string text;
    bool for_each(pugi::xml_node& node) override {
      if (node.type() == pugi::node_pcdata) text += trim(node.value());
      return text.size() < kEnough;
    }
  } walker;
  item.traverse(walker);
  return walker.text.substr(0, kEnough);
}

bool numbers_itself(pugi::xml_node list) {
  const auto items = list.children("li");
  return std::any_of(items.begin(), items.end(),
                     [](pugi::xml_node item) { return begins_with_marker(beginning_of(item)); });
}

// Breadcrumbs and menus are ordered lists too.
bool is_links_only(pugi::xml_node list) {
  const auto items = list.children("li");
  return std::all_of(items.begin(), items.end(), [](pugi::xml_node item) {
    const auto inside = item.children();
    return std::all_of(inside.begin(), inside.end(), [](pugi::xml_node node) {
      return node.type() == pugi::node_pcdata ? trim(node.value()).empty()
                                              : std::string_view(node.name()) == "a";
    });
  });
}

int64_t first_value(pugi::xml_node list) {
  const auto items = list.children("li");
  const bool down = static_cast<bool>(list.attribute("reversed"));
  return list.attribute("start").as_llong(down ? std::distance(items.begin(), items.end()) : 1);
}

}  // namespace

void add_drawn_markers(pugi::xml_node list, std::unordered_map<size_t, std::string>& markers) {
  if (numbers_itself(list) || is_links_only(list)) return;
  const int64_t step = list.attribute("reversed") ? -1 : 1;
  int64_t value = first_value(list);
  for (const pugi::xml_node item : list.children("li")) {
    if (const auto own = item.attribute("value")) value = own.as_llong(value);
    const std::string text = counter_text(style_of(list, item), value, BeyondLetters::count_on);
    if (text.empty()) break;  // of this style, or out of all bounds
    markers[item.hash_value()] = text + ". ";
    value += step;
  }
}

}  // namespace zakonwatch
