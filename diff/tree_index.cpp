// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/tree_index.h"

#include <algorithm>

namespace zakonwatch {

TreeIndex::TreeIndex(const Act& act) : act_(&act) {
  const size_t count = act.provisions.size();
  parent_.resize(count);
  end_.resize(count);
  by_eid_.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const int up = act.provisions[i].parent;
    parent_[i] = up >= 0 && up < static_cast<int>(i) ? up : -1;
    end_[i] = static_cast<int>(i) + 1;
    by_eid_.try_emplace(act.provisions[i].eid, static_cast<int>(i));
  }
  for (size_t i = count; i-- > 0;)
    if (parent_[i] >= 0) {
      int& end = end_[static_cast<size_t>(parent_[i])];
      end = std::max(end, end_[i]);
    }
  find_units();
}

void TreeIndex::find_units() {
  container_.assign(parent_.size(), false);
  std::vector<bool> inside(parent_.size());  // an article or below one
  for (int i = 0; i < size(); ++i) {
    const int up = parent(i);
    const bool below = up >= 0 && inside[static_cast<size_t>(up)];
    inside[static_cast<size_t>(i)] = below || at(i).type == ProvisionType::article;
    if (below || at(i).type != ProvisionType::article) continue;
    for (int c = up; c >= 0 && !container_[static_cast<size_t>(c)]; c = parent(c))
      container_[static_cast<size_t>(c)] = true;
  }
  for (int i = 0; i < size(); ++i) {
    if (is_container(i))
      containers_.push_back(i);
    else if (parent(i) < 0 || is_container(parent(i)))
      units_.push_back(i);
  }
}

std::vector<int> TreeIndex::children(int i) const {
  std::vector<int> out;
  for (int c = i + 1; c < end(i); c = end(c)) out.push_back(c);
  return out;
}

int TreeIndex::find(std::string_view eid) const {
  auto it = by_eid_.find(eid);
  return it == by_eid_.end() ? -1 : it->second;
}

int TreeIndex::article_of(int i) const {
  while (i >= 0 && at(i).type != ProvisionType::article) i = parent(i);
  return i;
}

std::string_view TreeIndex::tail(int i) const {
  const std::string_view own = at(i).eid;
  if (parent(i) < 0) return own;
  const std::string_view up = at(parent(i)).eid;
  const bool continues =
      own.size() > up.size() + 2 && own.substr(0, up.size()) == up && own.substr(up.size(), 2) == "__";
  return continues ? own.substr(up.size() + 2) : own;
}

}  // namespace zakonwatch
