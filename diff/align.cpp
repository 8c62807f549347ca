// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/align.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "diff/noise.h"

namespace zakonwatch {
namespace {

// A text must be this long before it is recognised in another place of the act.
constexpr size_t kMovedWords = 5, kMovedAmendedWords = 10;
constexpr double kMovedAlike = 0.6, kRelevelledAlike = 0.4;
// Less in common than this, under one number, is a repeal and an insertion (design.md section 7).
constexpr double kNothingInCommon = 0.12;
constexpr size_t kShortWords = 12;
constexpr size_t kCandidates = 8;
// A text is its own when this share of its word pairs stands at most this often in the act.
constexpr double kOwnShare = 0.35;
constexpr unsigned kFewTimes = 2;
constexpr int kFewSame = 8;  // provisions with one text: more are boilerplate

class Aligner {
 public:
  Aligner(const TreeIndex& old_tree, const TreeIndex& new_tree, const FoldRules& rules)
      : a_(old_tree),
        b_(new_tree),
        rules_(rules),
        spaced_(letters_stand_apart(old_tree) || letters_stand_apart(new_tree)),
        old_(old_tree, rules, spaced_),
        new_(new_tree, rules, spaced_) {
    out_.to_new.assign(static_cast<size_t>(a_.size()), Alignment::kNone);
    out_.to_old.assign(static_cast<size_t>(b_.size()), Alignment::kNone);
  }

  Alignment run() {
    take(match_lists(old_, new_, a_.units(), b_.units(), ListKey::eid));
    match_same_text_elsewhere();
    match_similar_text_elsewhere();
    match_rest_under_number();
    match_containers();
    match_bare_headings();
    return std::move(out_);
  }

 private:
  const TreeIndex &a_, &b_;
  FoldRules rules_;
  bool spaced_;
  Reading old_, new_;
  Alignment out_;
  std::optional<PairCounts> pairs_;                       // of the old act, counted when first needed
  std::unordered_map<std::string_view, int> times_said_;  // the same of whole texts

  bool free_old(int i) const { return out_.new_of(i) == Alignment::kNone; }
  bool free_new(int j) const { return out_.old_of(j) == Alignment::kNone; }

  void link(int i, int j) {
    out_.to_new[static_cast<size_t>(i)] = j;
    out_.to_old[static_cast<size_t>(j)] = i;
  }

  void take(const ListMatch& match) {
    for (const Reflow& reflow : match.reflows) absorb(reflow);
    for (const NodePair& pair : match.pairs) link_pair(pair.old_node, pair.new_node, pair.exact);
  }

  void link_pair(int i, int j, bool exact) {
    if (!free_old(i) || !free_new(j)) return;
    link(i, j);
    if (exact && a_.end(i) - i == b_.end(j) - j) return link_inside(i, j);
    align_children(i, j);
  }

  // Subtrees that read equal have the same shape.
  void link_inside(int i, int j) {
    for (int k = 1; k < a_.end(i) - i; ++k)
      if (free_old(i + k) && free_new(j + k)) link(i + k, j + k);
  }

  static std::vector<int> only_free(const std::vector<int>& nodes, const std::vector<int>& links) {
    std::vector<int> out;
    for (const int node : nodes)
      if (links[static_cast<size_t>(node)] == Alignment::kNone) out.push_back(node);
    return out;
  }

  void align_children(int i, int j) {
    const auto left = only_free(a_.children(i), out_.to_new), right = only_free(b_.children(j), out_.to_old);
    if (left.empty() && right.empty()) return;
    if (a_.end(i) - i != b_.end(j) - j && old_.reading_hash(i) == new_.reading_hash(j))
      return absorb_inside(i, j);
    relevel(i, j, left, right);
    take(match_lists(old_, new_, only_free(left, out_.to_new), only_free(right, out_.to_old), ListKey::tail));
  }

  // The sole text of an article is its first paragraph as soon as there is a second.
  void relevel(int i, int j, const std::vector<int>& left, const std::vector<int>& right) {
    const bool had_text = !a_.at(i).text.empty(), has_text = !b_.at(j).text.empty();
    if (had_text == has_text) return;
    if (had_text && !right.empty() && same_own_text(i, right.front())) relevel_pair(i, right.front(), j);
    if (has_text && !left.empty() && same_own_text(left.front(), j)) relevel_pair(left.front(), j, i);
  }
  void relevel_pair(int i, int j, int parent) {
    out_.relevelled.push_back({i, j, false});
    (parent == b_.parent(j) ? out_.to_old[static_cast<size_t>(j)] : out_.to_new[static_cast<size_t>(i)]) =
        Alignment::kReflowed;
    take_children_along(i, j);
  }
  // What hung below the text goes with it.
  void take_children_along(int i, int j) {
    take(match_lists(old_, new_, only_free(a_.children(i), out_.to_new),
                     only_free(b_.children(j), out_.to_old), ListKey::tail));
  }
  bool same_own_text(int i, int j) {
    return !b_.at(j).text.empty() && !a_.at(i).text.empty() &&
           similarity(old_.own_shingles(i), new_.own_shingles(j)) >= kRelevelledAlike;
  }

  void absorb_inside(int i, int j) {
    out_.reflows.push_back({{i}, {j}});
    for (int k = i + 1; k < a_.end(i); ++k) out_.to_new[static_cast<size_t>(k)] = Alignment::kReflowed;
    for (int k = j + 1; k < b_.end(j); ++k) out_.to_old[static_cast<size_t>(k)] = Alignment::kReflowed;
  }

  void absorb(const Reflow& reflow) {
    for (const int i : reflow.old_nodes)
      for (int k = i; k < a_.end(i); ++k) out_.to_new[static_cast<size_t>(k)] = Alignment::kReflowed;
    for (const int j : reflow.new_nodes)
      for (int k = j; k < b_.end(j); ++k) out_.to_old[static_cast<size_t>(k)] = Alignment::kReflowed;
    out_.reflows.push_back(reflow);
  }

  // Whether the provision's words are its own rather than the act's boilerplate.
  bool distinctive(const TreeIndex& tree, int i) {
    if (!pairs_) {
      pairs_.emplace();
      for (int k = 0; k < a_.size(); ++k) pairs_->add(a_.at(k).text);
    }
    double rare = 0, all = 0;
    for (int k = i; k < tree.end(i); ++k) {
      const std::string& text = tree.at(k).text;
      rare += pairs_->rare_share(text, kFewTimes) * double(text.size());
      all += double(text.size());
    }
    return all > 0 && rare >= kOwnShare * all;
  }

  // Free, not a repeal marker, and with enough words to be recognised.
  std::vector<int> wanderers(const TreeIndex& tree, Reading& side, const std::vector<int>& links,
                             size_t least) {
    std::vector<int> out;
    for (int i = 0; i < tree.size(); ++i)
      if (links[static_cast<size_t>(i)] == Alignment::kNone && !tree.at(i).repealed &&
          !tree.is_container(i) && side.words(i) >= least)
        out.push_back(i);
    return out;
  }

  void match_same_text_elsewhere() {
    const auto left = wanderers(a_, old_, out_.to_new, kMovedWords);
    auto right = wanderers(b_, new_, out_.to_old, kMovedWords);
    if (left.empty() || right.empty()) return;
    std::unordered_multimap<uint64_t, int> places;
    for (auto it = left.rbegin(); it != left.rend(); ++it) places.emplace(old_.tree_hash(*it), *it);
    std::stable_sort(right.begin(), right.end(), [&](int x, int y) { return new_.words(x) > new_.words(y); });
    for (const int j : right) {
      if (!free_new(j)) continue;
      auto [begin, end] = places.equal_range(new_.tree_hash(j));
      const auto found = std::find_if(
          begin, end, [&](const auto& entry) { return free_old(entry.second) && may_move(entry.second, j); });
      if (found != end) link_pair(found->second, j, true);
    }
  }

  // Between two articles boilerplate proves nothing: "the same act, committed by a legal person" is as much
  // the one's as the other's.
  bool may_move(int i, int j) {
    const int from = a_.article_of(i), to = b_.article_of(j);
    const bool whole = from < 0 || to < 0 || from == i || to == j;
    return whole || out_.linked(from, to) || seldom_said(i) || distinctive(a_, i);
  }
  bool seldom_said(int i) {
    if (a_.end(i) - i > 1) return true;  // with all its parts
    if (times_said_.empty())
      for (int k = 0; k < a_.size(); ++k) ++times_said_[a_.at(k).text];
    return times_said_[a_.at(i).text] <= kFewSame;
  }

  struct Candidate {
    double score;
    int old_node, new_node;
  };

  void match_similar_text_elsewhere() {
    const auto left = wanderers(a_, old_, out_.to_new, kMovedAmendedWords);
    const auto right = wanderers(b_, new_, out_.to_old, kMovedAmendedWords);
    if (left.empty() || right.empty()) return;
    std::vector<const Shingles*> texts;
    for (const int j : right) texts.push_back(&new_.tree_shingles(j));
    const ShingleIndex index(texts);
    std::vector<Candidate> found;
    for (const int i : left)
      for (const ShingleIndex::Hit& hit : index.find(old_.tree_shingles(i), kCandidates)) {
        const double score = moved_score(i, right[hit.text]);
        if (score > 0) found.push_back({score, i, right[hit.text]});
      }
    std::stable_sort(found.begin(), found.end(),
                     [](const Candidate& x, const Candidate& y) { return x.score > y.score; });
    for (const Candidate& candidate : found) link_pair(candidate.old_node, candidate.new_node, false);
  }

  double moved_score(int i, int j) {
    const double alikeness = similarity(old_.tree_shingles(i), new_.tree_shingles(j));
    if (alikeness < kMovedAlike || has_links(i, j) || !distinctive(a_, i) || !distinctive(b_, j)) return 0;
    return alikeness + (a_.at(i).type == b_.at(j).type ? 0.05 : 0) +
           (out_.linked(a_.parent(i), b_.parent(j)) ? 0.1 : 0);
  }

  // A provision whose parts have found their places already is not moved as a whole.
  bool has_links(int i, int j) const {
    for (int k = i + 1; k < a_.end(i); ++k)
      if (out_.new_of(k) >= 0) return true;
    for (int k = j + 1; k < b_.end(j); ++k)
      if (out_.old_of(k) >= 0) return true;
    return false;
  }

  void match_rest_under_number() {
    for (int i = 0; i < a_.size(); ++i) {
      if (!free_old(i) || a_.is_container(i)) continue;
      const int j = b_.find(a_.at(i).eid);
      if (j < 0 || !free_new(j) || b_.is_container(j) || !same_place(i, j)) continue;
      if (still_the_same(i, j)) link_pair(i, j, false);
    }
  }

  bool same_place(int i, int j) const {
    return out_.linked(a_.parent(i), b_.parent(j)) || a_.at(i).type == ProvisionType::article ||
           (is_unit(a_, i) && is_unit(b_, j));
  }
  static bool is_unit(const TreeIndex& tree, int i) {
    return tree.parent(i) < 0 || tree.is_container(tree.parent(i));
  }

  bool still_the_same(int i, int j) {
    const Provision &before = a_.at(i), &after = b_.at(j);
    if (after.repealed || before.repealed) return true;
    if (before.type == ProvisionType::row || after.type == ProvisionType::row) return false;
    const bool positional = is_positional(before.type);
    const double alikeness = similarity(old_.tree_shingles(i), new_.tree_shingles(j));
    if (positional) return alikeness >= 0.3;
    if (before.heading && after.heading && !before.heading->empty() &&
        differ_editorially(*before.heading, *after.heading, rules_))
      return true;
    return alikeness >= kNothingInCommon || std::min(old_.words(i), new_.words(j)) <= kShortWords;
  }

  // Chapters by the articles they share, their heading and their number, best first.
  void match_containers() {
    std::map<std::pair<int, int>, int> shared;
    for (const int unit : a_.units()) {
      const int other = out_.new_of(unit);
      if (other < 0) continue;
      for (int c = a_.parent(unit); c >= 0; c = a_.parent(c))
        for (int d = b_.parent(other); d >= 0; d = b_.parent(d))
          if (a_.at(c).type == b_.at(d).type) ++shared[{c, d}];
    }
    for (const int c : a_.containers())
      if (const int d = b_.find(a_.at(c).eid); d >= 0 && b_.is_container(d)) shared.try_emplace({c, d}, 0);
    std::vector<Candidate> found;
    for (const auto& [pair, count] : shared)
      found.push_back({container_score(pair.first, pair.second, count), pair.first, pair.second});
    std::stable_sort(found.begin(), found.end(),
                     [](const Candidate& x, const Candidate& y) { return x.score > y.score; });
    for (const Candidate& candidate : found)
      if (candidate.score >= 0.3 && free_old(candidate.old_node) && free_new(candidate.new_node))
        link(candidate.old_node, candidate.new_node);
  }

  // A heading with nothing below it on one side, as when a part loses its number: known by its words.
  void match_bare_headings() {
    std::unordered_multimap<uint64_t, int> left;
    for (int i = a_.size() - 1; i >= 0; --i)
      if (free_old(i) && bare_heading(a_, i)) left.emplace(old_.own_hash(i), i);
    for (int j = 0; j < b_.size() && !left.empty(); ++j) {
      if (!free_new(j) || !bare_heading(b_, j)) continue;
      const auto found = left.find(new_.own_hash(j));
      if (found == left.end() || (!a_.is_container(found->second) && !b_.is_container(j))) continue;
      link(found->second, j);
      left.erase(found);
    }
  }
  static bool bare_heading(const TreeIndex& tree, int i) {
    const Provision& provision = tree.at(i);
    return provision.heading && !provision.heading->empty() && provision.text.empty() &&
           (tree.is_container(i) || tree.end(i) == i + 1);
  }

  double container_score(int c, int d, int shared) {
    const auto units = [](const TreeIndex& tree, int node) {
      return std::lower_bound(tree.units().begin(), tree.units().end(), tree.end(node)) -
             std::lower_bound(tree.units().begin(), tree.units().end(), node);
    };
    double score = 2.0 * shared / double(std::max<long>(1, units(a_, c) + units(b_, d)));
    if (a_.at(c).eid == b_.at(d).eid) score += 0.3;
    if (old_.own_hash(c) == new_.own_hash(d)) score += 0.4;
    return score;
  }
};

}  // namespace

bool Alignment::linked(int old_node, int new_node) const {
  if (old_node < 0 || new_node < 0) return old_node < 0 && new_node < 0;
  return new_of(old_node) == new_node ||
         std::any_of(relevelled.begin(), relevelled.end(), [&](const NodePair& pair) {
           return pair.old_node == old_node && pair.new_node == new_node;
         });
}

Alignment align(const TreeIndex& old_tree, const TreeIndex& new_tree, const FoldRules& rules) {
  return Aligner(old_tree, new_tree, rules).run();
}

}  // namespace zakonwatch
