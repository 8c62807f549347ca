// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "diff/reading.h"

namespace zakonwatch {

struct NodePair {
  int old_node = -1, new_node = -1;
  bool exact = false;  // the subtrees read equal
};

// Runs of provisions that carry the same words in other pieces: paragraphs re-flowed, a list become a table.
struct Reflow {
  std::vector<int> old_nodes, new_nodes;
};

struct ListMatch {
  std::vector<NodePair> pairs;
  std::vector<Reflow> reflows;
};

// Which provisions of one list are which of another. First what reads equal: under the same key, then in
// the same order, then anywhere. Then what is similar, best pairs first over both whole lists, the same key
// counting in favour: so a deleted paragraph whose successors all move up by one is a repeal and a run of
// renumberings, not a run of amendments. Near linear in the lists' text.
enum class ListKey { eid, tail };
ListMatch match_lists(Reading& old_side, Reading& new_side, const std::vector<int>& old_list,
                      const std::vector<int>& new_list, ListKey key);

// Whether texts of these sizes and this similarity are one text under two numbers.
bool alike(double similarity, size_t words);

}  // namespace zakonwatch
