// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/body_region.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace zakonwatch {
namespace {

constexpr double kMostArticles = 0.95;

// Every element of the page with its parent, by the address pugixml gives it.
using Parents = std::unordered_map<const void*, const void*>;

Parents parents_of(pugi::xml_node root) {
  struct Walker : pugi::xml_tree_walker {
    Parents parents;
    bool for_each(pugi::xml_node& node) override {
      if (node.type() == pugi::node_element)
        parents[node.internal_object()] = node.parent().internal_object();
      return true;
    }
  } walker;
  root.traverse(walker);
  return std::move(walker.parents);
}

template <typename Visit>
void up_from(const void* at, const Parents& parents, Visit visit) {
  for (int depth = 0; at != nullptr && depth < 600; ++depth) {
    visit(at, depth);
    const auto next = parents.find(at);
    at = next == parents.end() ? nullptr : next->second;
  }
}

}  // namespace

void keep_body_region(Blocks& blocks, pugi::xml_node root, const Recogniser& recogniser) {
  const Parents parents = parents_of(root);
  std::unordered_map<const void*, int> articles;
  int all = 0;
  for (const Block& block : blocks) {
    if (block.kind == Block::Kind::row || block.scope == nullptr) continue;
    const auto hit = recogniser.heading(first_line(block.text));
    if (!hit || hit->unit != recogniser.article_unit()) continue;
    ++all;
    up_from(block.scope, parents, [&](const void* at, int) { ++articles[at]; });
  }
  if (all < 3) return;
  // The deepest element that still holds enough: its depth is the number of its ancestors.
  const void* best = nullptr;
  int deepest = -1;
  for (const auto& [element, count] : articles) {
    if (count < kMostArticles * all) continue;
    int depth = 0;
    up_from(element, parents, [&](const void*, int d) { depth = d; });
    if (depth > deepest) deepest = depth, best = element;
  }
  if (best == nullptr) return;
  std::erase_if(blocks, [&](const Block& block) {
    bool inside = false;
    up_from(block.scope, parents, [&](const void* at, int) { inside = inside || at == best; });
    return !inside;
  });
}

}  // namespace zakonwatch
