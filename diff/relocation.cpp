// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/relocation.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "diff/noise.h"
#include "diff/reading.h"
#include "diff/redline.h"

namespace zakonwatch {
namespace {

constexpr double kAlike = 0.5;        // two acts word the same rule differently
constexpr double kMostEntries = 0.6;  // of a list's words
constexpr size_t kWords = 5;          // shorter texts must be equal
constexpr size_t kCandidates = 6;

// A place in one of the other acts.
struct Elsewhere {
  int act = -1, node = -1;
  bool found() const { return act >= 0; }
};

// An entry as a name: folded, lower case, without the marks around it.
std::string name_of(std::string_view text, const FoldRules& rules) {
  std::string folded = to_lower(comparable(text, rules));
  const auto plain = [](char c) {
    return c == ' ' || c == '.' || c == ',' || c == ';' || c == '-' || c == ':' || c == '\n';
  };
  while (!folded.empty() && plain(folded.back())) folded.pop_back();
  size_t begin = 0;
  while (begin < folded.size() && plain(folded[begin])) ++begin;
  return folded.substr(begin);
}

// The other acts, ready to be asked where a text stands.
class OtherActs {
 public:
  OtherActs(const std::vector<const Act*>& acts, const FoldRules& rules) : rules_(rules) {
    for (const Act* act : acts) {
      trees_.push_back(std::make_unique<TreeIndex>(*act));
      readings_.push_back(std::make_unique<Reading>(*trees_.back(), rules));
      add(static_cast<int>(trees_.size()) - 1);
    }
    index_ = std::make_unique<ShingleIndex>(texts_);
  }

  const TreeIndex& tree(int act) const { return *trees_[static_cast<size_t>(act)]; }

  Elsewhere find_name(const std::string& name) const {
    auto it = names_.find(name);
    return it == names_.end() ? Elsewhere{} : it->second;
  }
  Elsewhere find_text(const Shingles& text) const {
    Elsewhere best;
    double best_score = kAlike;
    for (const ShingleIndex::Hit& hit : index_->find(text, kCandidates)) {
      const double score = similarity(text, *texts_[hit.text]);
      if (score >= best_score) best = places_[hit.text], best_score = score;
    }
    return best;
  }

 private:
  FoldRules rules_;
  std::vector<std::unique_ptr<TreeIndex>> trees_;
  std::vector<std::unique_ptr<Reading>> readings_;
  std::vector<const Shingles*> texts_;
  std::vector<Elsewhere> places_;
  std::unordered_map<std::string, Elsewhere> names_;
  std::unique_ptr<ShingleIndex> index_;

  static bool holds_quoted(const TreeIndex& in, int i) {
    for (int k = i + 1; k < in.end(i); ++k)
      if (in.at(k).type == ProvisionType::quoted) return true;
    return false;
  }

  void add(int act) {
    const TreeIndex& in = tree(act);
    Reading& reading = *readings_[static_cast<size_t>(act)];
    for (int i = 0; i < in.size(); ++i) {
      const Provision& provision = in.at(i);
      if (provision.type == ProvisionType::quoted) {
        i = in.end(i) - 1;  // the words of an amending act are no law of its own
        continue;
      }
      if (in.is_container(i) || provision.repealed || holds_quoted(in, i)) continue;
      const Elsewhere here{act, i};
      if (!provision.cells.empty())
        names_.try_emplace(name_of(reading.row_key(i), rules_), here);
      else
        for (const std::string_view line : lines(provision.text))
          names_.try_emplace(name_of(line, rules_), here);
      if (reading.words(i) < kWords) continue;
      texts_.push_back(&reading.tree_shingles(i));
      places_.push_back(here);
    }
    names_.erase("");
  }
};

// A changed subtree taken apart into its entries: rows, points, lines of a list.
struct Entry {
  int node;  // in the act that changed
  size_t words;
  Elsewhere place;
};

class Search {
 public:
  Search(const TreeIndex& tree, const OtherActs& others, const FoldRules& rules)
      : tree_(tree), others_(others), rules_(rules), reading_(tree, rules) {}

  // Where the subtree as a whole stands elsewhere, or most of its entries.
  Elsewhere find(int node) {
    entries_ = entries(node);
    if (reading_.words(node) >= kWords && !is_list(node))
      if (Elsewhere whole = others_.find_text(reading_.tree_shingles(node)); whole.found()) return whole;
    return common_place();
  }
  // Rows and lines that stand nowhere; meaningful after find() succeeded on a list.
  std::vector<int> missing() const {
    std::vector<int> out;
    for (const Entry& entry : entries_)
      if (!entry.place.found() && tree_.at(entry.node).type == ProvisionType::row) out.push_back(entry.node);
    return out;
  }

 private:
  const TreeIndex& tree_;
  const OtherActs& others_;
  FoldRules rules_;
  Reading reading_;
  std::vector<Entry> entries_;

  bool is_list(int node) const {
    return std::count_if(entries_.begin(), entries_.end(),
                         [&](const Entry& e) { return tree_.at(e.node).type == ProvisionType::row; }) > 2 &&
           node >= 0;
  }

  std::vector<Entry> entries(int node) {
    std::vector<Entry> out;
    for (int k = node; k < tree_.end(node); ++k) {
      const Provision& provision = tree_.at(k);
      if (provision.text.empty() && provision.cells.empty()) continue;
      Entry entry{k, reading_.own_shingles(k).size() / 2 + 1, {}};
      const bool row = !provision.cells.empty();
      entry.place = others_.find_name(name_of(row ? reading_.row_key(k) : provision.text, rules_));
      if (!entry.place.found() && !row && entry.words >= kWords)
        entry.place = others_.find_text(reading_.own_shingles(k));
      out.push_back(entry);
    }
    return out;
  }

  // The innermost provision of one other act that holds most of the entries found, where they are most of
  // all there are.
  Elsewhere common_place() const {
    size_t all = 0;
    std::map<int, size_t> by_act;
    for (const Entry& entry : entries_) {
      all += entry.words;
      if (entry.place.found()) by_act[entry.place.act] += entry.words;
    }
    const auto best = std::max_element(by_act.begin(), by_act.end(),
                                       [](const auto& x, const auto& y) { return x.second < y.second; });
    if (best == by_act.end() || double(best->second) < kMostEntries * double(all)) return {};
    return {best->first, holder(best->first, best->second)};
  }

  int holder(int act, size_t found_words) const {
    const TreeIndex& other = others_.tree(act);
    std::map<int, size_t> held;
    for (const Entry& entry : entries_)
      if (entry.place.act == act)
        for (int up = entry.place.node; up >= 0; up = other.parent(up)) held[up] += entry.words;
    int best = -1;
    for (const auto& [node, words] : held)
      if (double(words) >= 0.8 * double(found_words)) best = node;  // ascending: the innermost comes last
    return best >= 0 ? best : std::max_element(held.begin(), held.end(), [](const auto& x, const auto& y) {
                                return x.second < y.second;
                              })->first;
  }
};

class Relocator {
 public:
  Relocator(std::vector<FoundChange>& found, const TreeIndex& old_tree, const TreeIndex& new_tree,
            const std::vector<const Act*>& others, const FoldRules& rules)
      : found_(found),
        old_(old_tree),
        new_(new_tree),
        rules_(rules),
        others_(others, rules),
        in_old_(old_tree, others_, rules),
        in_new_(new_tree, others_, rules) {}

  void run() {
    std::vector<FoundChange> out;
    for (FoundChange& each : found_) {
      std::vector<int> missing;
      Change& change = each.change;
      if (!change.editorial && change.kind == ChangeKind::repealed)
        missing = relocate_away(each);
      else if (!change.editorial && change.kind == ChangeKind::inserted)
        relocate_here(each);
      out.push_back(std::move(each));
      for (const int node : missing) out.push_back(missing_entry(out.back(), node));
    }
    found_ = std::move(out);
  }

 private:
  std::vector<FoundChange>& found_;
  const TreeIndex &old_, &new_;
  FoldRules rules_;
  OtherActs others_;
  Search in_old_, in_new_;

  ChangeSide side_at(const Elsewhere& place, Scope scope) const {
    ChangeSide side = change_side(others_.tree(place.act), place.node, scope);
    const Act& act = others_.tree(place.act).act();
    side.path.insert(side.path.begin(), act.title.empty() ? act.id.value : act.title);
    return side;
  }

  void relocated(Change& change) {
    change.kind = ChangeKind::relocated;
    change.also_amended = !differ_editorially(change.old_side->text, change.new_side->text, rules_);
    change.redline = redline(change.old_side->text, change.new_side->text, rules_, &change.coarse);
    change.heading_redline.reset();
  }

  std::vector<int> relocate_away(FoundChange& each) {
    const Elsewhere place = in_old_.find(each.old_node);
    if (!place.found()) return {};
    each.change.scope = Scope::subtree;
    each.change.old_side = change_side(old_, each.old_node, Scope::subtree);
    each.change.new_side = side_at(place, Scope::subtree);
    relocated(each.change);
    return in_old_.missing();
  }

  void relocate_here(FoundChange& each) {
    const Elsewhere place = in_new_.find(each.new_node);
    if (!place.found()) return;
    each.change.scope = Scope::subtree;
    each.change.new_side = change_side(new_, each.new_node, Scope::subtree);
    each.change.old_side = side_at(place, Scope::subtree);
    relocated(each.change);
  }

  FoundChange missing_entry(const FoundChange& list, int node) const {
    FoundChange out;
    out.old_node = node;
    out.change.kind = ChangeKind::repealed;
    out.change.scope = Scope::subtree;
    out.change.old_side = change_side(old_, node, Scope::subtree);
    out.change.redline = {{EditOp::remove, out.change.old_side->text}};
    out.change.old_article = list.change.old_article;
    out.change.new_article = list.change.new_article;
    out.change.attribution = list.change.attribution;
    out.change.reason = "possibly_relocated";
    return out;
  }
};

bool vanished_whole(const FoundChange& found, const TreeIndex& old_tree) {
  if (found.change.kind != ChangeKind::repealed || found.change.editorial || found.new_node >= 0)
    return false;
  const ProvisionType type = old_tree.at(found.old_node).type;
  return type == ProvisionType::row || type == ProvisionType::article ||
         old_tree.article_of(found.old_node) < 0;
}

}  // namespace

void search_relocations(std::vector<FoundChange>& found, const TreeIndex& old_tree, const TreeIndex& new_tree,
                        const std::vector<const Act*>& others, const FoldRules& rules) {
  const bool wanted = std::any_of(found.begin(), found.end(), [](const FoundChange& each) {
    return each.change.kind == ChangeKind::repealed || each.change.kind == ChangeKind::inserted;
  });
  if (wanted && !others.empty()) Relocator(found, old_tree, new_tree, others, rules).run();
  for (FoundChange& each : found)
    if (others.empty() && vanished_whole(each, old_tree)) each.change.reason = "possibly_relocated";
}

}  // namespace zakonwatch
