// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/body_region.h"

#include <algorithm>
#include <pugixml.hpp>
#include <unordered_map>

namespace zakonwatch {
namespace {

constexpr double kMostArticles = 0.95;

using Element = pugi::xml_node_struct*;

// The element and what it stands in, up to the root.
template <typename Visit>
void up_from(Element at, Visit visit) {
  for (pugi::xml_node node(at); node; node = node.parent()) visit(node.internal_object());
}

}  // namespace

void keep_body_region(Blocks& blocks, const Recogniser& recogniser) {
  std::unordered_map<Element, int> articles;
  int all = 0;
  for (const Block& block : blocks) {
    if (block.kind == Block::Kind::row || block.scope == nullptr) continue;
    const auto hit = recogniser.heading(first_line(block.text));
    if (!hit || hit->unit != recogniser.article_unit()) continue;
    ++all;
    up_from(block.scope, [&](Element at) { ++articles[at]; });
  }
  if (all < 3) return;
  // The deepest element that still holds enough: its depth is the number of its ancestors.
  Element best = nullptr;
  int deepest = -1;
  for (const auto& [element, count] : articles) {
    if (count < kMostArticles * all) continue;
    int depth = 0;
    up_from(element, [&](Element) { ++depth; });
    if (depth > deepest) deepest = depth, best = element;
  }
  if (best == nullptr) return;
  std::erase_if(blocks, [&](const Block& block) {
    bool inside = false;
    up_from(block.scope, [&](Element at) { inside = inside || at == best; });
    return !inside;
  });
}

}  // namespace zakonwatch
