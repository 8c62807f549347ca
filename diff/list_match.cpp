// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/list_match.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include "diff/myers.h"
#include "diff/window.h"

namespace zakonwatch {
namespace {

// What the same number is worth beside similarity, which runs from 0 to 1.
constexpr double kSameKeyBonus = 0.3, kSamePositionBonus = 0.05, kSameRowKeyBonus = 0.6,
                 kSameHeadingBonus = 0.3;
// Under the same number a text may change thoroughly and still be the same provision.
constexpr double kSameKeyFloor = 0.3;
constexpr double kNearlyIdentical = 0.6;
constexpr size_t kCandidates = 8;
constexpr size_t kFewWords = 4;

bool subtree_identical(const TreeIndex& a, int i, const TreeIndex& b, int j) {
  if (a.end(i) - i != b.end(j) - j || !same_content(a.at(i), b.at(j))) return false;
  for (int k = 1; k < a.end(i) - i; ++k) {
    if (a.parent(i + k) - i != b.parent(j + k) - j || a.tail(i + k) != b.tail(j + k)) return false;
    if (!same_content(a.at(i + k), b.at(j + k))) return false;
  }
  return true;
}

struct Candidate {
  double score;
  int old_at, new_at;  // positions in the lists
};

class Matcher {
 public:
  Matcher(Reading& old_side, Reading& new_side, const std::vector<int>& old_list,
          const std::vector<int>& new_list, ListKey key)
      : old_(old_side),
        new_(new_side),
        a_(old_list),
        b_(new_list),
        key_(key),
        partner_(a_.size(), -1),
        taken_(b_.size(), -1),
        exact_(a_.size()),
        same_key_(a_.size(), -1) {}

  ListMatch run() {
    find_same_keys();
    if (match_identical() == 0) return result();
    if (match_nearly_identical()) return result();
    match_folded();
    match_in_order();
    match_anywhere();
    match_broken_rows();
    match_similar();
    match_gaps();
    return result();
  }

 private:
  Reading& old_;
  Reading& new_;
  const std::vector<int>&a_, &b_;
  ListKey key_;
  std::vector<int> partner_, taken_;  // positions in the other list
  std::vector<bool> exact_;
  std::vector<int> same_key_;  // for each old position the new one under the same key
  std::vector<Reflow> reflows_;

  int node_a(int i) const { return a_[static_cast<size_t>(i)]; }
  int node_b(int j) const { return b_[static_cast<size_t>(j)]; }
  int& partner(int i) { return partner_[static_cast<size_t>(i)]; }
  int& taken(int j) { return taken_[static_cast<size_t>(j)]; }
  int same_key(int i) const { return same_key_[static_cast<size_t>(i)]; }
  int count_a() const { return static_cast<int>(a_.size()); }
  int count_b() const { return static_cast<int>(b_.size()); }
  const Provision& prov_a(int i) const { return old_.tree().at(node_a(i)); }
  const Provision& prov_b(int j) const { return new_.tree().at(node_b(j)); }
  static constexpr int kJoined = -2;  // in a reflow
  bool free_a(int i) { return partner(i) == -1; }
  bool free_b(int j) { return taken(j) == -1; }

  std::string_view key_of(const Reading& side, int node) const {
    return key_ == ListKey::eid ? std::string_view(side.tree().at(node).eid) : side.tree().tail(node);
  }

  void pair(int i, int j, bool exact) {
    partner(i) = j;
    taken(j) = i;
    exact_[static_cast<size_t>(i)] = exact;
  }

  void find_same_keys() {
    // Versions mostly agree position by position; the rest is looked up.
    std::unordered_map<std::string_view, int> places;
    bool filled = false;
    for (int i = 0; i < count_a(); ++i) {
      const std::string_view key = key_of(old_, node_a(i));
      const int guess = i > 0 ? same_key(i - 1) + 1 : 0;
      if (guess < count_b() && key_of(new_, node_b(guess)) == key) {
        same_key_[static_cast<size_t>(i)] = guess;
        continue;
      }
      if (!filled)
        for (int j = 0; j < count_b(); ++j) places.try_emplace(key_of(new_, node_b(j)), j);
      filled = true;
      if (auto it = places.find(key); it != places.end()) same_key_[static_cast<size_t>(i)] = it->second;
    }
  }

  int match_identical() {
    int left = std::abs(count_a() - count_b());
    for (int i = 0; i < count_a(); ++i) {
      const int j = same_key(i);
      if (j >= 0 && free_b(j) && subtree_identical(old_.tree(), node_a(i), new_.tree(), node_b(j)))
        pair(i, j, true);
      else
        ++left;
    }
    return left;
  }

  // The usual amendment: the same tree under the same number with a few words changed. Most changes of most
  // versions are such, and then nothing needs folding. Texts that stand under another number on the other
  // side forbid it: they may have moved.
  bool match_nearly_identical() {
    std::unordered_set<size_t> left;
    std::vector<int> pairs;
    for (int i = 0; i < count_a(); ++i) {
      if (!free_a(i)) continue;
      const int j = same_key(i);
      if (j < 0 || !free_b(j) || closeness(i, j) < kNearlyIdentical) return false;
      left.insert(raw_hash(old_.tree(), node_a(i)));
      pairs.push_back(i);
    }
    for (int j = 0; j < count_b(); ++j)
      if (free_b(j) && left.count(raw_hash(new_.tree(), node_b(j)))) return false;
    for (const int i : pairs) pair(i, same_key(i), false);
    return true;
  }

  static size_t raw_hash(const TreeIndex& tree, int node) {
    size_t hash = 0;
    for (int k = node; k < tree.end(node); ++k) hash = hash * 31 + std::hash<std::string>{}(tree.at(k).text);
    return hash;
  }

  // The share of the subtrees' bytes that stand unchanged at the beginning or end of each piece.
  double closeness(int i, int j) const {
    const TreeIndex &a = old_.tree(), &b = new_.tree();
    const int x = node_a(i), y = node_b(j);
    if (a.end(x) - x != b.end(y) - y || is_positional(a.at(x).type)) return 0;
    size_t same = 0, all = 0;
    for (int k = 0; k < a.end(x) - x; ++k) {
      const Provision &before = a.at(x + k), &after = b.at(y + k);
      if (before.repealed != after.repealed || (k > 0 && a.tail(x + k) != b.tail(y + k))) return 0;
      const Window window = before.text == after.text ? Window{before.text.size(), 0}
                                                      : differing_window(before.text, after.text);
      same += window.prefix + window.suffix;
      all += std::max(before.text.size(), after.text.size());
    }
    return all == 0 ? 0 : double(same) / double(all);
  }

  void match_folded() {
    for (int i = 0; i < count_a(); ++i) {
      const int j = same_key(i);
      if (j >= 0 && free_a(i) && free_b(j) && old_.tree_hash(node_a(i)) == new_.tree_hash(node_b(j)))
        pair(i, j, true);
    }
  }

  // Among articles a sentence of three words proves nothing; among the points of one list it does.
  bool telling(Reading& side, int node) const {
    if (side.tree().at(node).repealed) return false;
    return key_ == ListKey::tail || side.words(node) >= kFewWords;
  }

  std::vector<int> free_old() {
    std::vector<int> out;
    for (int i = 0; i < count_a(); ++i)
      if (free_a(i) && telling(old_, node_a(i))) out.push_back(i);
    return out;
  }
  std::vector<int> free_new() {
    std::vector<int> out;
    for (int j = 0; j < count_b(); ++j)
      if (free_b(j) && telling(new_, node_b(j))) out.push_back(j);
    return out;
  }

  void match_in_order() {
    const std::vector<int> left = free_old(), right = free_new();
    if (left.empty() || right.empty()) return;
    std::unordered_map<uint64_t, uint32_t> symbols;
    auto symbol = [&](uint64_t hash) {
      return symbols.try_emplace(hash, uint32_t(symbols.size())).first->second;
    };
    std::vector<uint32_t> x, y;
    for (const int i : left) x.push_back(symbol(old_.tree_hash(node_a(i))));
    for (const int j : right) y.push_back(symbol(new_.tree_hash(node_b(j))));
    const EditScript script = shortest_edit(x, y);
    for (size_t i = 0, j = 0;; ++i, ++j) {
      while (i < x.size() && script.removed[i]) ++i;
      while (j < y.size() && script.inserted[j]) ++j;
      if (i == x.size() || j == y.size()) return;
      pair(left[i], right[j], true);
    }
  }

  void match_anywhere() {
    std::unordered_multimap<uint64_t, int> left;
    const std::vector<int> old_free = free_old();
    for (auto it = old_free.rbegin(); it != old_free.rend(); ++it)
      left.emplace(old_.tree_hash(node_a(*it)), *it);
    for (const int j : free_new()) {
      auto it = left.find(new_.tree_hash(node_b(j)));
      if (it == left.end()) continue;
      pair(it->second, j, true);
      left.erase(it);
    }
  }

  // A row that a page's end broke in two is one row, and the reverse.
  void match_broken_rows() {
    const Joints old_pairs = joints(old_, a_, partner_), new_pairs = joints(new_, b_, taken_);
    for (int j = 0; j < count_b() && !old_pairs.empty(); ++j)
      if (const auto it = old_pairs.find(packed(new_, node_b(j))); it != old_pairs.end() && free_b(j))
        join_rows({it->second, it->second + 1}, {j});
    for (int i = 0; i < count_a() && !new_pairs.empty(); ++i)
      if (const auto it = new_pairs.find(packed(old_, node_a(i))); it != new_pairs.end() && free_a(i))
        join_rows({i}, {it->second, it->second + 1});
  }

  // Neighbouring rows without a partner, by what they read like when joined cell by cell.
  using Joints = std::unordered_map<std::string, int>;
  static Joints joints(const Reading& side, const std::vector<int>& list, const std::vector<int>& links) {
    Joints out;
    for (size_t i = 0; i + 1 < list.size(); ++i) {
      if (links[i] >= 0 || links[i + 1] >= 0 || !is_row(side, list[i]) || !is_row(side, list[i + 1]))
        continue;
      auto first = side.packed_cells(list[i]), second = side.packed_cells(list[i + 1]);
      if (first.size() != second.size()) continue;
      for (size_t c = 0; c < first.size(); ++c) first[c] += second[c];
      out.try_emplace(one_key(first), static_cast<int>(i));
    }
    return out;
  }
  static bool is_row(const Reading& side, int node) {
    return side.tree().at(node).type == ProvisionType::row;
  }
  static std::string one_key(const std::vector<std::string>& cells) {
    std::string out;
    for (const std::string& cell : cells) out += cell + '\x1f';
    return out;
  }
  static std::string packed(const Reading& side, int node) {
    return is_row(side, node) ? one_key(side.packed_cells(node)) : std::string();
  }

  void join_rows(const std::vector<int>& left, const std::vector<int>& right) {
    const auto mark = [](std::vector<int>& links, const std::vector<int>& rows) {
      const bool all =
          std::all_of(rows.begin(), rows.end(), [&](int at) { return links[static_cast<size_t>(at)] == -1; });
      for (const int at : rows)
        if (all) links[static_cast<size_t>(at)] = kJoined;
      return all;
    };
    if (!mark(partner_, left)) return;
    if (!mark(taken_, right)) {
      for (const int at : left) partner(at) = -1;
      return;
    }
    absorb(left, right);
  }

  double tree_similarity(int i, int j) {
    return similarity(old_.tree_shingles(node_a(i)), new_.tree_shingles(node_b(j)));
  }

  // The score of a pair, or 0 where it cannot be one provision.
  double score(int i, int j) {
    const bool same = same_key(i) == j, positional = is_positional(prov_a(i).type);
    if (prov_a(i).type == ProvisionType::row || prov_b(j).type == ProvisionType::row) return row_score(i, j);
    const double alikeness = tree_similarity(i, j);
    const size_t fewer = std::min(old_.words(node_a(i)), new_.words(node_b(j)));
    const double heading = same_heading(i, j) ? kSameHeadingBonus : 0;
    if (same && !positional) return alikeness >= kSameKeyFloor ? alikeness + kSameKeyBonus + heading : 0;
    if (!alike(alikeness, fewer)) return 0;
    return alikeness + heading + (same ? kSamePositionBonus : 0);
  }

  bool same_heading(int i, int j) const {
    const auto &before = prov_a(i).heading, &after = prov_b(j).heading;
    return before && after && !before->empty() && *before == *after;
  }

  // A row is its substance: another name in the key cell is another row.
  double row_score(int i, int j) {
    const std::string key = old_.row_key(node_a(i));
    const double alikeness = tree_similarity(i, j);
    if (!key.empty() && key == new_.row_key(node_b(j))) return kSameRowKeyBonus + alikeness;
    return alikeness >= 0.75 ? alikeness : 0;
  }

  void add_candidate(std::vector<Candidate>& out, int i, int j) {
    if (const double value = score(i, j); value > 0) out.push_back({value, i, j});
  }

  void match_similar() {
    const std::vector<int> left = free_old(), right = free_new();
    if (left.empty() || right.empty()) return;
    std::vector<const Shingles*> texts;
    for (const int j : right) texts.push_back(&new_.tree_shingles(node_b(j)));
    const ShingleIndex index(texts);
    std::vector<Candidate> found;
    for (const int i : left) {
      const int same = same_key(i);
      if (same >= 0 && free_b(same) && telling(new_, node_b(same))) add_candidate(found, i, same);
      for (const ShingleIndex::Hit& hit : index.find(old_.tree_shingles(node_a(i)), kCandidates))
        if (right[hit.text] != same) add_candidate(found, i, right[hit.text]);
    }
    add_row_candidates(found, left, right);
    accept(found);
  }

  void add_row_candidates(std::vector<Candidate>& out, const std::vector<int>& left,
                          const std::vector<int>& right) {
    std::unordered_map<std::string, int> keys;
    for (const int j : right)
      if (std::string key = new_.row_key(node_b(j)); !key.empty()) keys.try_emplace(std::move(key), j);
    if (keys.empty()) return;
    for (const int i : left)
      if (auto it = keys.find(old_.row_key(node_a(i))); it != keys.end()) add_candidate(out, i, it->second);
  }

  void accept(std::vector<Candidate>& found) {
    std::sort(found.begin(), found.end(), [](const Candidate& x, const Candidate& y) {
      if (x.score != y.score) return x.score > y.score;
      const int dx = std::abs(x.old_at - x.new_at), dy = std::abs(y.old_at - y.new_at);
      if (dx != dy) return dx < dy;
      return x.old_at != y.old_at ? x.old_at < y.old_at : x.new_at < y.new_at;
    });
    for (const Candidate& candidate : found)
      if (free_a(candidate.old_at) && free_b(candidate.new_at))
        pair(candidate.old_at, candidate.new_at, false);
  }

  // What stands between two matched neighbours on both sides: the same words in other pieces, or texts
  // whose words are all common ones.
  void match_gaps() {
    int i = 0, j = 0;
    while (i < count_a() || j < count_b()) {
      std::vector<int> left, right;
      for (; i < count_a() && free_a(i); ++i) left.push_back(i);
      for (; j < count_b() && free_b(j); ++j) right.push_back(j);
      if (!left.empty() && !right.empty()) settle_gap(left, right);
      if (i < count_a() && j < count_b() && partner(i) != j) {
        // Crossing pairs: step over the one whose partner lies behind.
        if (partner(i) < j)
          ++i;
        else
          ++j;
        continue;
      }
      ++i, ++j;
    }
  }

  void settle_gap(const std::vector<int>& left, const std::vector<int>& right) {
    if (left.size() != right.size() && same_words(left, right)) return absorb(left, right);
    if (left.size() != right.size()) return;
    for (size_t k = 0; k < left.size(); ++k) {
      const bool same_type = prov_a(left[k]).type == prov_b(right[k]).type;
      const bool repealed = prov_a(left[k]).repealed || prov_b(right[k]).repealed;
      const bool other_key =
          same_key(left[k]) >= 0 && free_b(same_key(left[k])) && same_key(left[k]) != right[k];
      if (!same_type || repealed || other_key || prov_a(left[k]).type == ProvisionType::row) continue;
      if (tree_similarity(left[k], right[k]) >= 0.45) pair(left[k], right[k], false);
    }
  }

  bool same_words(const std::vector<int>& left, const std::vector<int>& right) {
    uint64_t before = 0, after = 0;
    size_t sum_a = 0, sum_b = 0;
    for (const int i : left) sum_a += old_.own_shingles(node_a(i)).size() + 1;
    for (const int j : right) sum_b += new_.own_shingles(node_b(j)).size() + 1;
    if (std::max(sum_a, sum_b) > 2 * std::min(sum_a, sum_b) + 16) return false;
    before = run_hash(old_, a_, left);
    after = run_hash(new_, b_, right);
    return before == after;
  }
  static uint64_t run_hash(Reading& side, const std::vector<int>& list, const std::vector<int>& run) {
    ReadingHash hash;
    for (const int at : run) side.read(list[static_cast<size_t>(at)], hash, true);
    return hash.value();
  }

  void absorb(const std::vector<int>& left, const std::vector<int>& right) {
    Reflow reflow;
    for (const int i : left) reflow.old_nodes.push_back(node_a(i));
    for (const int j : right) reflow.new_nodes.push_back(node_b(j));
    reflows_.push_back(std::move(reflow));
  }

  ListMatch result() {
    ListMatch out;
    for (int i = 0; i < count_a(); ++i)
      if (partner(i) >= 0)
        out.pairs.push_back({node_a(i), node_b(partner(i)), exact_[static_cast<size_t>(i)]});
    out.reflows = std::move(reflows_);
    return out;
  }
};

}  // namespace

bool alike(double similarity, size_t words) { return similarity >= (words < 8 ? 0.75 : 0.55); }

ListMatch match_lists(Reading& old_side, Reading& new_side, const std::vector<int>& old_list,
                      const std::vector<int>& new_list, ListKey key) {
  return Matcher(old_side, new_side, old_list, new_list, key).run();
}

}  // namespace zakonwatch
