// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/changes.h"

#include <algorithm>
#include <tuple>

#include "diff/noise.h"
#include "diff/reading.h"
#include "diff/redline.h"

namespace zakonwatch {
namespace {

enum class Address { same, renumbered, moved };

// Where a change is listed: beside a new provision, or after the one that its old provision followed.
struct Place {
  int new_node, rank, old_node;
  auto operator<=>(const Place&) const = default;
};

std::string printed_text(const Provision& provision) {
  return provision.text.empty() ? joined_cells(provision.cells) : provision.text;
}

// Transitional rules of an amending act that the page carries for a while (law.md 1.9): they come and go
// with the editions.
bool is_passing_rule(const Provision& provision) { return provision.eid.rfind("trans_", 0) == 0; }

class Finder {
 public:
  Finder(const TreeIndex& a, const TreeIndex& b, const Alignment& alignment, const Attributor& attributor,
         const FoldRules& rules)
      : a_(a),
        b_(b),
        alignment_(alignment),
        attributor_(attributor),
        rules_(rules),
        told_old_(static_cast<size_t>(a.size())),
        told_new_(static_cast<size_t>(b.size())),
        relevelled_old_(static_cast<size_t>(a.size())),
        relevelled_new_(static_cast<size_t>(b.size())),
        fresh_old_(fresh(a, alignment.to_new)),
        fresh_new_(fresh(b, alignment.to_old)) {}

  std::vector<FoundChange> run() {
    for (const Reflow& reflow : alignment_.reflows) add_reflow(reflow);
    for (const NodePair& pair : alignment_.relevelled) add_relevelled(pair.old_node, pair.new_node);
    for (int n = 0; n < b_.size(); ++n) visit_new(n);
    visit_old();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& x, const auto& y) { return x.first < y.first; });
    std::vector<FoundChange> out;
    for (auto& [place, found] : found_) out.push_back(std::move(found));
    return out;
  }

 private:
  const TreeIndex &a_, &b_;
  const Alignment& alignment_;
  const Attributor& attributor_;
  FoldRules rules_;
  std::vector<bool> told_old_, told_new_;  // a change that covers the whole subtree has told of it
  std::vector<bool> relevelled_old_, relevelled_new_;  // the own text has its own change
  std::vector<bool> fresh_old_, fresh_new_;            // nothing in the subtree has a counterpart
  std::vector<std::pair<Place, FoundChange>> found_;

  static std::vector<bool> fresh(const TreeIndex& tree, const std::vector<int>& links) {
    std::vector<bool> out(links.size());
    for (size_t i = 0; i < links.size(); ++i) out[i] = links[i] == Alignment::kNone;
    for (int i = tree.size() - 1; i >= 0; --i)
      if (!out[static_cast<size_t>(i)] && tree.parent(i) >= 0)
        out[static_cast<size_t>(tree.parent(i))] = false;
    return out;
  }

  static bool flag(const std::vector<bool>& flags, int i) { return i >= 0 && flags[static_cast<size_t>(i)]; }
  static void tell(std::vector<bool>& flags, const TreeIndex& tree, int i) {
    for (int k = i; k >= 0 && k < tree.end(i); ++k) flags[static_cast<size_t>(k)] = true;
  }

  void add(Place place, Change change, int o, int n) {
    set_articles(change, o, n);
    name_noise(change);
    change.attribution = attributor_.attribute(change.kind, o, n);
    found_.emplace_back(place, FoundChange{std::move(change), o, n});
  }

  static void lower(Change& change, Noise noise) {
    change.editorial = true;
    change.noise.emplace_back(to_string(noise));
  }
  // Names the rules that make both sides read alike; a change that has its reason already keeps it.
  void name_noise(Change& change) const {
    if (!change.editorial || !change.noise.empty() || !change.old_side || !change.new_side) return;
    const auto add = [&](std::string_view before, std::string_view after) {
      for (const Noise noise : noise_between(before, after, rules_))
        if (const std::string name(to_string(noise));
            std::find(change.noise.begin(), change.noise.end(), name) == change.noise.end())
          change.noise.push_back(name);
    };
    add(change.old_side->text, change.new_side->text);
    add(change.old_side->heading.value_or(""), change.new_side->heading.value_or(""));
  }

  void set_articles(Change& change, int o, int n) const {
    int old_article = o >= 0 ? a_.article_of(o) : -1, new_article = n >= 0 ? b_.article_of(n) : -1;
    if (o < 0 && new_article >= 0) old_article = alignment_.old_of(new_article);
    if (n < 0 && old_article >= 0) new_article = alignment_.new_of(old_article);
    if (old_article >= 0) change.old_article = a_.at(old_article).eid;
    if (new_article >= 0) change.new_article = b_.at(new_article).eid;
  }

  // ---- the new version, top down ----------------------------------------------------------------------
  void visit_new(int n) {
    const int o = alignment_.old_of(n);
    if (o == Alignment::kReflowed) return;
    if (o >= 0) return visit_pair(o, n);
    if (flag(told_new_, n)) return;
    insert(n);
  }

  void insert(int n) {
    const bool whole = flag(fresh_new_, n);
    Change change;
    change.kind = ChangeKind::inserted;
    change.scope = whole ? Scope::subtree : Scope::own;
    if (b_.at(n).repealed) lower(change, Noise::repeal_marker);  // of what had gone before
    change.new_side = change_side(b_, n, change.scope);
    if (whole) tell(told_new_, b_, n);
    if (nothing_to_show(*change.new_side)) return;
    if (!change.new_side->text.empty()) change.redline = {{EditOp::insert, change.new_side->text}};
    if (change.scope == Scope::own) change.heading_redline = heading_redline(nullptr, &b_.at(n));
    add({n, 0, -1}, std::move(change), -1, n);
  }

  void visit_pair(int o, int n) {
    const Provision &before = a_.at(o), &after = b_.at(n);
    if (!flag(told_new_, n) || !flag(told_old_, o)) {
      if (after.repealed && !before.repealed && !lives_below(b_, n)) return repeal_in_place(o, n);
      if (before.repealed && !after.repealed && !lives_below(a_, o)) return revive(o, n);
      const Address address = before.repealed ? Address::same : address_of(o, n);
      if (address == Address::moved)
        move(o, n);
      else if (address == Address::renumbered)
        renumber(o, n);
      else if (!same_content(before, after))
        amend(o, n);
    }
    add_court_notes(o, n);
  }

  // A marker beside living parts speaks of itself only.
  static bool lives_below(const TreeIndex& tree, int i) {
    for (int k = i + 1; k < tree.end(i); ++k)
      if (!tree.at(k).repealed && !tree.at(k).text.empty()) return true;
    return false;
  }

  Address address_of(int o, int n) const {
    const Provision &before = a_.at(o), &after = b_.at(n);
    if (before.eid == after.eid) return Address::same;
    // Articles keep their numbers when chapters change theirs; a chapter goes nowhere by itself.
    if (a_.is_container(o) || b_.is_container(n))
      return fold(before.num, rules_) == fold(after.num, rules_) || before.num.empty() || after.num.empty()
                 ? Address::same
                 : Address::renumbered;
    const int up_old = a_.parent(o), up_new = b_.parent(n);
    if (alignment_.linked(up_old, up_new)) {
      if (is_positional(before.type) || is_positional(after.type) || a_.tail(o) == b_.tail(n))
        return Address::same;
      return fold(before.num, rules_) == fold(after.num, rules_) ? Address::same : Address::renumbered;
    }
    if (is_positional(before.type) && is_positional(after.type) && alignment_.new_of(up_old) < 0 &&
        up_old < 0)
      return Address::same;
    // A chapter inserted around articles moves none of them.
    const bool regrouped = alignment_.new_of(up_old) < 0 || alignment_.old_of(up_new) < 0;
    const bool units = before.type == ProvisionType::article && after.type == ProvisionType::article;
    return units && regrouped ? Address::renumbered : Address::moved;
  }

  void repeal_in_place(int o, int n) {
    Change change;
    change.kind = ChangeKind::repealed;
    change.scope = Scope::subtree;
    set_sides(change, o, n);
    tell(told_old_, a_, o);
    tell(told_new_, b_, n);
    add({n, 0, -1}, std::move(change), o, n);
  }

  // A number that was vacant is used again.
  void revive(int o, int n) {
    Change change;
    change.kind = ChangeKind::inserted;
    change.scope = Scope::subtree;
    change.new_side = change_side(b_, n, change.scope);
    change.redline = {{EditOp::insert, change.new_side->text}};
    tell(told_old_, a_, o);
    tell(told_new_, b_, n);
    add({n, 0, -1}, std::move(change), -1, n);
  }

  void move(int o, int n) {
    Change change;
    change.kind = ChangeKind::moved;
    change.scope = Scope::subtree;
    set_sides(change, o, n);
    change.also_amended =
        !differ_editorially(change.old_side->text, change.new_side->text, rules_) || !same_headings(o, n);
    tell(told_old_, a_, o);
    tell(told_new_, b_, n);
    add({n, 0, -1}, std::move(change), o, n);
  }

  void renumber(int o, int n) {
    const bool pure = same_inside(o, n);
    Change change;
    change.kind = ChangeKind::renumbered;
    change.scope = pure ? Scope::subtree : Scope::own;
    set_sides(change, o, n);
    change.also_amended = !pure && !editorially_same(o, n);
    if (pure) {
      tell(told_old_, a_, o);
      tell(told_new_, b_, n);
    }
    add({n, 0, -1}, std::move(change), o, n);
  }

  // The subtree below and the words above are the same, piece by piece.
  bool same_inside(int o, int n) const {
    if (a_.end(o) - o != b_.end(n) - n) return false;
    for (int k = 0; k < a_.end(o) - o; ++k) {
      if (alignment_.new_of(o + k) != n + k || !editorially_same(o + k, n + k)) return false;
      if (k > 0 && address_of(o + k, n + k) != Address::same) return false;
    }
    return true;
  }

  void amend(int o, int n) {
    if (only_ordinal_differs(a_.at(o), b_.at(n))) return;
    if ((flag(relevelled_old_, o) || flag(relevelled_new_, n)) && same_headings(o, n)) return;
    Change change;
    set_sides(change, o, n);
    change.editorial = editorially_same(o, n);
    if (!change.editorial && a_.at(o).repealed && b_.at(n).repealed) lower(change, Noise::repeal_marker);
    if (change.old_side->text == change.new_side->text && a_.at(o).heading == b_.at(n).heading) return;
    add({n, 0, -1}, std::move(change), o, n);
  }

  bool same_headings(int o, int n) const {
    return differ_editorially(a_.at(o).heading.value_or(""), b_.at(n).heading.value_or(""), rules_);
  }
  bool editorially_same(int o, int n) const {
    const Provision &before = a_.at(o), &after = b_.at(n);
    if (!same_headings(o, n)) return false;
    if (before.cells.empty() || after.cells.empty())
      return differ_editorially(printed_text(before), printed_text(after), rules_);
    return cells_same(before.cells, after.cells);
  }
  bool cells_same(const std::vector<std::string>& before, const std::vector<std::string>& after) const {
    const size_t skip =
        before.size() > 1 && after.size() > 1 && is_ordinal(before.front()) && is_ordinal(after.front()) ? 1
                                                                                                         : 0;
    return before.size() == after.size() &&
           std::equal(
               before.begin() + long(skip), before.end(), after.begin() + long(skip),
               [&](const std::string& x, const std::string& y) { return differ_editorially(x, y, rules_); });
  }

  // A row that moved up or down its table and carries another number for it: no change at all.
  static bool only_ordinal_differs(const Provision& before, const Provision& after) {
    const auto &x = before.cells, &y = after.cells;
    return x.size() > 1 && x.size() == y.size() && is_ordinal(x.front()) && is_ordinal(y.front()) &&
           std::equal(x.begin() + 1, x.end(), y.begin() + 1);
  }

  void set_sides(Change& change, int o, int n) const {
    change.old_side = change_side(a_, o, change.scope);
    change.new_side = change_side(b_, n, change.scope);
    mark_words(change);
    mark_cells(change, a_.at(o), b_.at(n));
    if (change.scope == Scope::own && a_.at(o).heading != b_.at(n).heading)
      change.heading_redline = heading_redline(&a_.at(o), &b_.at(n));
  }

  void mark_words(Change& change) const {
    change.redline = redline(change.old_side->text, change.new_side->text, rules_, &change.coarse);
  }

  // A row is marked cell by cell where its text is nothing but its cells.
  void mark_cells(Change& change, const Provision& before, const Provision& after) const {
    if (before.cells.empty() || before.cells.size() != after.cells.size()) return;
    if (change.old_side->text != joined_cells(before.cells) ||
        change.new_side->text != joined_cells(after.cells))
      return;
    change.redline = row_redline(before.cells, after.cells, rules_, &change.coarse);
  }

  std::optional<Redline> heading_redline(const Provision* before, const Provision* after) const {
    const std::string old_heading = before ? before->heading.value_or("") : "",
                      new_heading = after ? after->heading.value_or("") : "";
    if (old_heading.empty() && new_heading.empty()) return {};
    return redline(old_heading, new_heading, rules_);
  }

  static bool nothing_to_show(const ChangeSide& side) {
    return side.text.empty() && !side.heading && side.num.empty();
  }

  void add_court_notes(int o, int n) {
    for (const Note* note : attributor_.new_court_notes(o, n)) {
      Change change;
      change.kind = says_annulled(note->text) ? ChangeKind::annulled : ChangeKind::interpreted;
      change.old_side = change_side(a_, o, change.scope);
      change.new_side = change_side(b_, n, change.scope);
      mark_words(change);
      add({n, 1, -1}, std::move(change), o, n);
    }
  }

  // Told as an amendment of the text that went a level up or down; editorial where only the level changed.
  void add_relevelled(int o, int n) {
    relevelled_old_[static_cast<size_t>(o)] = relevelled_new_[static_cast<size_t>(n)] = true;
    Change change;
    change.old_side = change_side(a_, o, change.scope);
    change.new_side = change_side(b_, n, change.scope);
    if (differ_editorially(change.old_side->text, change.new_side->text, rules_)) lower(change, Noise::level);
    mark_words(change);
    add({n, 0, -1}, std::move(change), o, n);
  }

  // The same words in other pieces: told piece by piece, all of it editorial.
  void add_reflow(const Reflow& reflow) {
    const size_t both = std::min(reflow.old_nodes.size(), reflow.new_nodes.size());
    for (size_t k = 0; k < both; ++k) add_piece(reflow.old_nodes[k], reflow.new_nodes[k], reflow);
    for (size_t k = both; k < reflow.old_nodes.size(); ++k) add_piece(reflow.old_nodes[k], -1, reflow);
    for (size_t k = both; k < reflow.new_nodes.size(); ++k) add_piece(-1, reflow.new_nodes[k], reflow);
  }

  void add_piece(int o, int n, const Reflow& reflow) {
    Change change;
    change.kind = o < 0 ? ChangeKind::inserted : n < 0 ? ChangeKind::repealed : ChangeKind::amended;
    change.scope = Scope::subtree;
    lower(change, Noise::reflow);
    if (o >= 0) change.old_side = change_side(a_, o, change.scope);
    if (n >= 0) change.new_side = change_side(b_, n, change.scope);
    const std::string before = o < 0 ? "" : change.old_side->text, after = n < 0 ? "" : change.new_side->text;
    if (before == after) return;
    change.redline = redline(before, after, rules_, &change.coarse);
    add({n < 0 ? reflow.new_nodes.back() : n, n < 0 ? 2 : 0, n < 0 ? o : -1}, std::move(change), o, n);
  }

  // ---- what the new version has no more ---------------------------------------------------------------
  void visit_old() {
    int anchor = -1;  // the counterpart of the last provision that kept its place
    for (int o = 0; o < a_.size(); ++o) {
      const int n = alignment_.new_of(o);
      if (n >= 0 && address_of(o, n) != Address::moved) anchor = n;
      if (n == Alignment::kNone && !flag(told_old_, o)) repeal(o, anchor);
    }
  }

  void repeal(int o, int anchor) {
    const bool whole = flag(fresh_old_, o);
    Change change;
    change.kind = ChangeKind::repealed;
    change.scope = whole ? Scope::subtree : Scope::own;
    if (a_.at(o).repealed)
      lower(change, Noise::repeal_marker);
    else if (is_passing_rule(a_.at(o)))
      lower(change, Noise::passing_rule);
    change.old_side = change_side(a_, o, change.scope);
    if (whole) tell(told_old_, a_, o);
    if (nothing_to_show(*change.old_side)) return;
    if (!change.old_side->text.empty()) change.redline = {{EditOp::remove, change.old_side->text}};
    if (change.scope == Scope::own) change.heading_redline = heading_redline(&a_.at(o), nullptr);
    add({anchor, 2, o}, std::move(change), o, -1);
  }
};

}  // namespace

ChangeSide change_side(const TreeIndex& tree, int node, Scope scope) {
  const Provision& provision = tree.at(node);
  ChangeSide side{provision.eid,     provision.num,         provision.label,
                  provision.heading, tree.act().path(node), {},
                  provision.repealed};
  side.text = scope == Scope::own ? printed_text(provision) : tree.act().subtree_text(node);
  return side;
}

std::vector<FoundChange> find_changes(const TreeIndex& old_tree, const TreeIndex& new_tree,
                                      const Alignment& alignment, const Attributor& attributor,
                                      const FoldRules& rules) {
  return Finder(old_tree, new_tree, alignment, attributor, rules).run();
}

}  // namespace zakonwatch
