// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "law/act.h"

namespace zakonwatch {

// An act's tree made quick to walk: Act answers the same questions, but by searching. Built in one pass.
// Parents that do not stand before their children are taken as missing.
class TreeIndex {
 public:
  explicit TreeIndex(const Act& act);

  const Act& act() const { return *act_; }
  int size() const { return static_cast<int>(end_.size()); }
  const Provision& at(int i) const { return act_->provisions[static_cast<size_t>(i)]; }
  int parent(int i) const { return parent_[static_cast<size_t>(i)]; }
  int end(int i) const { return i < 0 ? size() : end_[static_cast<size_t>(i)]; }  // one past the subtree
  std::vector<int> children(int i) const;                                         // -1: the top
  int find(std::string_view eid) const;                                           // -1: none
  int article_of(int i) const;
  // What the eId adds to the parent's: "para_2". Where it is no continuation, the whole eId.
  std::string_view tail(int i) const;

  // A container holds articles without being one; a unit is what the containers hold: an article, or a part
  // of the act that has no articles (preface, schedule). Everything else lies inside a unit.
  bool is_container(int i) const { return container_[static_cast<size_t>(i)]; }
  const std::vector<int>& units() const { return units_; }
  const std::vector<int>& containers() const { return containers_; }

 private:
  const Act* act_;
  std::vector<int> parent_, end_, units_, containers_;
  std::vector<bool> container_;
  std::unordered_map<std::string_view, int> by_eid_;

  void find_units();
};

}  // namespace zakonwatch
