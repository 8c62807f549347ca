// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sstream>
#include <string>

#include "parsers/tree.h"

namespace zakonwatch::test {

// A page's tree as text; the reason where the page is refused.
inline std::string tree_of(const std::string& page) {
  const auto tree = html_tree(page);
  if (!tree) return tree.error().message;
  std::ostringstream out;
  (*tree)->save(out, "", pugi::format_raw | pugi::format_no_escapes | pugi::format_no_declaration);
  return out.str();
}

// The same page, which its first comment keeps from being condensed: Gumbo sees every character.
inline std::string uncondensed(const std::string& page) { return "<!--\xF3\xB0\x80\x80-->" + page; }

}  // namespace zakonwatch::test
