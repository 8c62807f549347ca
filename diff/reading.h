// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "diff/shingles.h"
#include "diff/tree_index.h"

namespace zakonwatch {

// The words of a stretch of law in the order of reading, as one hash.
class ReadingHash {
 public:
  void add(std::string_view folded);
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 7;
};

// An act as the comparison reads it: folded, hashed and shingled, each provision once and only when asked.
// Most provisions of a new version equal the old byte for byte and are never read.
class Reading {
 public:
  // `spaced`: an act of the pair has its letters drawn apart, so that white space tells no words; what is
  // read is then compared character by character.
  Reading(const TreeIndex& tree, const FoldRules& rules, bool spaced = false);

  const TreeIndex& tree() const { return *tree_; }
  // Heading, text and cells; an ordinal in front of a table row does not count.
  uint64_t own_hash(int i);
  // The same for the subtree with the numbers inside it, but not the top's own: a renumbered article keeps
  // it.
  uint64_t tree_hash(int i);
  // The words of the subtree in the order of reading, wherever the provisions begin and end.
  uint64_t reading_hash(int i);
  void read(int i, ReadingHash& into, bool with_number) const;
  const Shingles& own_shingles(int i);
  const Shingles& tree_shingles(int i);
  size_t words(int i) { return tree_shingles(i).size() / 2 + 1; }  // about
  // What names a table row: its first cell of words ("Heroin"), folded. Empty for other provisions.
  std::string row_key(int i) const;
  // A row's cells without ordinal and white space: what is left the same when a site breaks rows elsewhere.
  std::vector<std::string> packed_cells(int i) const;

 private:
  const TreeIndex* tree_;
  FoldRules rules_;
  bool spaced_;
  std::vector<uint64_t> own_, subtree_;
  std::vector<std::optional<Shingles>> own_shingles_, tree_shingles_;

  std::string content(int i) const;
};

// Whether the letters of an act stand apart, judged by a sample of its provisions.
bool letters_stand_apart(const TreeIndex& tree);
// Whether two provisions carry the same words as printed; cells where there are cells.
bool same_content(const Provision& a, const Provision& b);
// A number in a table's first column: "12.", "IV"; changes with every row inserted above.
bool is_ordinal(std::string_view cell);
// Unnumbered text units and table rows: their eIds count positions, so a new one says nothing.
bool is_positional(ProvisionType type);

}  // namespace zakonwatch
