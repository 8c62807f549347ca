// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace zakonwatch {

// The words and word pairs of a text as sorted hashes: what two texts share is counted in one merge.
using Shingles = std::vector<uint32_t>;
// `folded` is a text after fold(); words are runs of letters and digits of any script.
void add_shingles(Shingles& out, std::string_view folded);
// The same for texts whose words cannot be told: stretches of six characters, one in three of them.
void add_gram_shingles(Shingles& out, std::string_view packed);
void sort_shingles(Shingles& shingles);
size_t shared_shingles(const Shingles& a, const Shingles& b);
// Dice's coefficient: 1 for equal texts, 0 for texts without a word in common.
double similarity(const Shingles& a, const Shingles& b);
// How much of `part` stands in `whole`.
double containment(const Shingles& part, const Shingles& whole);

// How common word pairs are in an act: a sentence made of pairs that every article repeats ("the same act,
// committed repeatedly, shall be punished by") is no evidence that it came from another place. Counts are
// kept in a fixed table, so chance may make a pair look more common than it is, never less.
class PairCounts {
 public:
  PairCounts() : counts_(size_t{1} << 17) {}
  void add(std::string_view text);
  // The share of the text's word pairs that stand in at most `few` of the texts added.
  double rare_share(std::string_view text, unsigned few) const;

 private:
  std::vector<uint8_t> counts_;
};

// Finds, among many texts, those that share rare words with a given one. Words that occur in many texts say
// nothing and are skipped, so the cost stays near linear on twenty thousand look-alike provisions.
class ShingleIndex {
 public:
  explicit ShingleIndex(const std::vector<const Shingles*>& texts);
  struct Hit {
    uint32_t text;  // position in the constructor's list
    uint32_t shared;
  };
  // At most `limit` hits, most shared first; ties in list order.
  std::vector<Hit> find(const Shingles& shingles, size_t limit) const;

 private:
  struct Posting {
    uint32_t shingle, text;
  };
  std::vector<Posting> postings_;  // sorted; only shingles rare enough
  std::vector<uint32_t> buckets_;  // first posting per leading bits of the shingle
  int shift_ = 32;
  mutable std::vector<uint32_t> counts_;
};

}  // namespace zakonwatch
