// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "parsers/readers.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

using nlohmann::json;

constexpr int kDeepestJson = 128;

// The value a pointer names, as text: strings as they are, arrays joined by lines.
std::string text_at(const json& root, const std::string& pointer) {
  if (pointer.empty()) return {};
  const json::json_pointer where(pointer);
  if (!root.contains(where)) return {};
  const json& value = root.at(where);
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return value.dump();
  std::string out;
  if (value.is_array())
    for (const json& one : value)
      if (one.is_string()) out += (out.empty() ? "" : "\n") + one.get<std::string>();
  return out;
}

bool looks_like_html(const std::string& text) {
  return text.find("</") != std::string::npos || text.find("<br") != std::string::npos;
}

Result<Blocks> body_blocks(const std::string& body, const DocumentRules& rules) {
  if (!looks_like_html(body)) return text_blocks(body);
  auto tree = html_tree(body);
  if (!tree) return fail(tree.error());
  DocumentRules inner = rules;  // the pointers are spent; strip, notes and units select inside the HTML
  inner.title = inner.number = inner.body = inner.adopted = inner.published = inner.in_force =
      inner.version_date = inner.key = {};
  auto document = html_blocks(**tree, &inner);
  if (!document) return fail(document.error());
  return std::move(document->blocks);
}

bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && (text[i] == '{' || text[i] == '[') && ++depth > kDeepestJson)
      return true;
    else if (!quoted && (text[i] == '}' || text[i] == ']'))
      --depth;
  }
  return false;
}

}  // namespace

Result<BlockedDocument> json_blocks(std::string_view utf8, const DocumentRules& rules) {
  if (too_deep(utf8))
    return fail(ErrorKind::too_large, fmt::format("JSON nested deeper than {} is refused", kDeepestJson));
  const json root = json::parse(utf8, nullptr, false);
  if (root.is_discarded()) return fail(ErrorKind::parse, "the document is no JSON");
  BlockedDocument out;
  try {
    out.front = {text_at(root, rules.title),    text_at(root, rules.number),
                 text_at(root, rules.adopted),  text_at(root, rules.published),
                 text_at(root, rules.in_force), text_at(root, rules.version_date),
                 text_at(root, rules.key)};
    const std::string body = text_at(root, rules.body);
    if (body.empty())
      return fail(ErrorKind::suspicious, fmt::format("nothing stands at the JSON pointer '{}'", rules.body));
    auto blocks = body_blocks(body, rules);
    if (!blocks) return fail(blocks.error());
    out.blocks = std::move(*blocks);
  } catch (const json::exception& problem) {
    return fail(ErrorKind::config, fmt::format("bad JSON pointer: {}", problem.what()));
  }
  return out;
}

}  // namespace zakonwatch
