// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace zakonwatch {

// The little of CSS that decides what a reader sees: hidden, raised, lowered, bold, on a line of its own.
struct Look {
  bool hidden = false, raised = false, lowered = false, bold = false, not_bold = false, tiny = false,
       block = false;
  void merge(const Look& over);
};

// Declarations of one style attribute or rule.
Look read_declarations(std::string_view declarations);

// The class rules (".W9{vertical-align:super}") of a page's own <style> elements. Rules about classes inside
// others, media queries and the like are left aside: too little is better than too much.
class StyleSheet {
 public:
  void add(std::string_view css);
  Look of_class(std::string_view class_attribute) const;

 private:
  std::set<std::string, std::less<>> hidden_, raised_, lowered_, bold_, block_;
};

}  // namespace zakonwatch
