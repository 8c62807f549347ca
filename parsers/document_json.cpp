// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "parsers/block.h"
#include "parsers/readers.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

using nlohmann::json;

constexpr int kDeepestJson = 128;

bool looks_like_html(const std::string& text) {
  return text.find("</") != std::string::npos || text.find("<br") != std::string::npos;
}

std::string text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() ? value.dump() : std::string();
}

// Every value a pointer names, where a step "*" is every element of an array and a last array is its
// elements.
std::vector<const json*> values_at(const json& root, const std::string& pointer) {
  const size_t star = pointer.find("/*");
  const json::json_pointer where(pointer.substr(0, star));
  if (!root.contains(where)) return {};
  const json& value = root.at(where);
  if (!value.is_array()) return {&value};
  const std::string rest = star == std::string::npos ? std::string() : pointer.substr(star + 2);
  std::vector<const json*> out;
  for (const json& one : value) {
    const auto inner = rest.empty() ? std::vector<const json*>{&one} : values_at(one, rest);
    out.insert(out.end(), inner.begin(), inner.end());
  }
  return out;
}

BillFacts bill_facts(const json& root, const std::map<std::string, std::string>& rules) {
  const auto texts = [&](const json& from, const char* name) {
    std::vector<std::string> out;
    if (const auto rule = rules.find(name); rule != rules.end())
      for (const json* value : values_at(from, rule->second))
        if (std::string text = squeeze_space(plain_text(text_of(*value))); !text.empty())
          out.push_back(std::move(text));
    return out;
  };
  const auto first = [&](const json& from, const char* name) {
    const auto found = texts(from, name);
    return found.empty() ? std::string() : found.front();
  };
  BillFacts facts{
      texts(root, "sponsor"), texts(root, "committee"), texts(root, "amends"), first(root, "became"), {}, {}};
  for (const auto& [what, list] : {std::pair<std::string, std::vector<BillStage>*>{"stage", &facts.stages},
                                   {"deadline", &facts.deadlines}})
    if (const auto rule = rules.find(what); rule != rules.end())
      for (const json* one : values_at(root, rule->second))
        if (std::string name = first(*one, (what + "_name").c_str()); !name.empty())
          list->push_back({first(*one, (what + "_date").c_str()), std::move(name)});
  return facts;
}

// Pieces of one text, a block each.
std::string joined(const std::vector<std::string>& pieces) {
  const bool html = std::any_of(pieces.begin(), pieces.end(), looks_like_html);
  std::string out;
  for (const std::string& piece : pieces)
    out += html && pieces.size() > 1 ? "<div>" + piece + "</div>\n" : (out.empty() ? "" : "\n") + piece;
  return out;
}

// The value a pointer names, as text: strings as they are, arrays piece by piece. A step "*" is every element
// of an array: "/fragments/*/html".
std::string text_at(const json& root, const std::string& pointer) {
  if (pointer.empty()) return {};
  const size_t star = pointer.find("/*");
  const json::json_pointer where(pointer.substr(0, star));
  if (!root.contains(where)) return {};
  const json& value = root.at(where);
  if (!value.is_array()) return star == std::string::npos ? text_of(value) : std::string();
  const std::string rest = star == std::string::npos ? std::string() : pointer.substr(star + 2);
  std::vector<std::string> pieces;
  for (const json& one : value)
    if (std::string text = rest.empty() ? text_of(one) : text_at(one, rest); !text.empty())
      pieces.push_back(std::move(text));
  return joined(pieces);
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
  json root = json::parse(utf8, nullptr, false);
  if (root.is_discarded()) return fail(ErrorKind::parse, "the document is no JSON");
  if (!rules.parts_count.empty() && !root.is_array())
    root = json::array({std::move(root)});  // the first page alone
  BlockedDocument out;
  try {
    out.front = {text_at(root, rules.title),    text_at(root, rules.number),
                 text_at(root, rules.adopted),  text_at(root, rules.published),
                 text_at(root, rules.in_force), text_at(root, rules.version_date),
                 text_at(root, rules.key)};
    const std::string body = text_at(root, rules.body);
    out.bill = bill_facts(root, rules.bill);
    if (body.empty() && rules.bill.empty())
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
