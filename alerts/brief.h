// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "alerts/digest.h"

namespace zakonwatch {

// What `zakonwatch brief` assembles from changes.
struct Brief {
  std::string title;  // empty: "Changes in drug law"
  std::string language = "en";
  std::vector<DigestItem> items;
  std::map<std::string, std::string> topic_labels;
  Instant created{};
};

// Markdown as pandoc and CommonMark read it: a table of all changes, then each with its facts, effects,
// redline
// (~~removed~~ **added**), citation. Text of the law is escaped; it can make no markup.
std::string brief_markdown(const Brief& brief);
// The same as one page without remote content.
std::string brief_html(const Brief& brief);

// Text that Markdown shows as it is.
std::string escape_markdown(std::string_view text);

}  // namespace zakonwatch
