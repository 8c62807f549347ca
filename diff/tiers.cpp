// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/tiers.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "diff/direction.h"
#include "diff/effects.h"
#include "diff/effects_penalty.h"

namespace zakonwatch {
namespace {

constexpr double kKeptConduct = 0.6;  // of a tier's words, to know it again

// One paragraph of an article with all that hangs from it: the range of penalties for one conduct.
struct Tier {
  std::string eid;  // of its first provision
  std::string text;
  std::vector<Penalty> penalties;

  const Penalty* find(const std::string& kind, const EffectValue& value) const {
    const auto found = std::find_if(penalties.begin(), penalties.end(),
                                    [&](const Penalty& p) { return p.kind == kind && value_of(p) == value; });
    return found == penalties.end() ? nullptr : &*found;
  }
};
using Tiers = std::map<std::string, Tier>;

// "art_187__para_2__point_a" -> "para_2". An article's only text becomes its first paragraph when a second
// one joins: both are "para_1".
std::string tier_of(std::string_view eid, std::string_view article) {
  const std::string_view rest = eid.size() > article.size() ? eid.substr(article.size()) : std::string_view();
  if (!rest.starts_with("__para_")) return "para_1";
  return std::string(rest.substr(
      2, rest.find("__", 2) == std::string_view::npos ? std::string_view::npos : rest.find("__", 2) - 2));
}

Tiers tiers_of(const Act& act, const std::string& article, const LanguageProfile& profile) {
  Tiers out;
  const Provision* top = act.find(article);
  if (top == nullptr) return out;
  const int first = static_cast<int>(top - act.provisions.data());
  for (int i = first; i < act.subtree_end(first); ++i) {
    const Provision& part = act.provisions[static_cast<size_t>(i)];
    if (part.text.empty()) continue;
    Tier& tier = out[tier_of(part.eid, article)];
    if (tier.eid.empty()) tier.eid = part.eid;
    tier.text += (tier.text.empty() ? "" : "\n") + part.text;
  }
  for (auto& [name, tier] : out) tier.penalties = read_penalties(tier.text, profile);
  return out;
}

// An effect of one of the article's changes.
struct Entry {
  Change* change = nullptr;
  Effect effect;
  std::string tier;
  bool dropped = false;

  bool gone() const { return !dropped && effect.old_value && !effect.new_value; }
  bool come() const { return !dropped && !effect.old_value && effect.new_value; }
  bool both() const { return !dropped && effect.old_value && effect.new_value; }
};

bool is_penalty(const Effect& effect) {
  static const std::set<std::string, std::less<>> kKinds = {
      "imprisonment", "restriction_of_liberty", "arrest", "fine", "community_service", "other_penalty"};
  return kKinds.contains(effect.kind);
}

bool one_kind(const Effect& a, const Effect& b) {
  const auto type = [](const Effect& e) {
    const EffectValue& value = e.new_value ? *e.new_value : *e.old_value;
    const auto found = value.find("type");
    return found == value.end() ? EffectField() : found->second;
  };
  return a.kind == b.kind && type(a) == type(b);
}

class Settlement {
 public:
  Settlement(const std::vector<Change*>& changes, const Act& old_act, const Act& new_act,
             const LanguageProfile& profile)
      : changes_(changes), profile_(profile) {
    const std::string& old_article = changes.front()->old_article;
    const std::string& new_article = new_article_ = changes.front()->new_article;
    before_ = tiers_of(old_act, old_article, profile);
    after_ = tiers_of(new_act, new_article, profile);
    if (const Provision* top = new_act.find(new_article)) heading_ = top->heading.value_or("");
    for (Change* change : changes)
      for (const Effect& effect : change->effects) {
        const bool old_place = change->kind == ChangeKind::repealed;
        entries_.push_back({change, effect, tier_of(effect.where, old_place ? old_article : new_article)});
      }
  }

  std::vector<Change*> run() {
    drop_mentions();
    if (const auto fates = fates_of_tiers()) {
      retell(*fates);
    } else {
      told_twice();
      moved(true);
      moved(false);
      joined();
      split();
      weighed();
      doubted();
    }
    still_standing();
    return write_back();
  }

 private:
  // A rule that prints no sanction speaks about penalties: their bare names in it punish nobody.
  void drop_mentions() {
    if (profile_.sanction.empty() || punishes(before_) || punishes(after_)) return;
    const auto bare = [](const std::optional<EffectValue>& value) {
      return !value || std::all_of(value->begin(), value->end(), [](const auto& field) {
        return field.first == "type" || field.first == "unit" || field.first == "mandatory" ||
               std::holds_alternative<std::monostate>(field.second);
      });
    };
    for (Entry& entry : entries_)
      if (is_penalty(entry.effect) && bare(entry.effect.old_value) && bare(entry.effect.new_value))
        drop(entry, false);
    for (Tiers* tiers : {&before_, &after_})
      for (auto& [name, tier] : *tiers)
        std::erase_if(tier.penalties, [&](const Penalty& p) { return bare(value_of(p)); });
  }
  bool punishes(const Tiers& tiers) const {
    return std::any_of(tiers.begin(), tiers.end(), [&](const auto& item) {
      return std::any_of(profile_.sanction.begin(), profile_.sanction.end(),
                         [&](const Pattern& p) { return p.search(item.second.text).has_value(); });
    });
  }

  // What became of the old tiers that carry penalties; absent where their words do not tell. A legislator who
  // puts a tier between two others moves the numbers on, and the paragraphs were compared by number.
  using Fates = std::map<std::string, std::string>;  // old tier -> new tier
  std::optional<Fates> fates_of_tiers() const {
    if (before_.empty() || after_.empty()) return {};
    Fates out;
    std::set<std::string> taken;
    for (const auto& [score, old_tier, new_tier] : likely_fates())
      if (!out.contains(old_tier) && taken.insert(new_tier).second) out[old_tier] = new_tier;
    for (const auto& [name, tier] : before_) {
      if (tier.penalties.empty()) continue;
      const auto fate = out.find(name);
      if (fate == out.end() ? !merged(tier) : !plain_fate(tier, after_.at(fate->second))) return {};
    }
    return out.empty() ? std::nullopt : std::optional(out);
  }

  struct Likely {
    double score;
    std::string old_tier, new_tier;
  };
  std::vector<Likely> likely_fates() const {
    constexpr double kSamePenalties = 0.2, kSameNumber = 0.15;
    std::vector<Likely> out;
    for (const auto& [old_name, was] : before_)
      for (const auto& [new_name, is] : after_) {
        if (was.penalties.empty() || is.penalties.empty()) continue;
        const auto [kept, alike] = kept_conduct(was, is);
        if (kept >= kKeptConduct)
          out.push_back({(kept + alike) / 2 + (same_penalties(was, is) ? kSamePenalties : 0) +
                             (old_name == new_name ? kSameNumber : 0),
                         old_name, new_name});
      }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    return out;
  }

  // How much of a tier's conduct another tier has, and how alike the two are.
  std::pair<double, double> kept_conduct(const Tier& was, const Tier& is) const {
    const auto old_words = conduct(was), new_words = conduct(is);
    if (old_words.empty()) return {0, 0};
    std::vector<std::string> shared;
    std::set_intersection(old_words.begin(), old_words.end(), new_words.begin(), new_words.end(),
                          std::back_inserter(shared));
    const auto both = double(shared.size());
    return {both / double(old_words.size()), 2 * both / double(old_words.size() + new_words.size())};
  }

  static bool same_penalties(const Tier& a, const Tier& b) {
    return a.penalties.size() == b.penalties.size() &&
           std::equal(a.penalties.begin(), a.penalties.end(), b.penalties.begin(),
                      [](const Penalty& x, const Penalty& y) { return x.same_value(y); });
  }
  // The old range stands, or it stands in no other tier to which the conduct may have gone.
  bool plain_fate(const Tier& was, const Tier& is) const { return same_penalties(was, is) || !merged(was); }
  // Another tier has the range that this one had.
  bool merged(const Tier& was) const {
    return std::any_of(after_.begin(), after_.end(),
                       [&](const auto& item) { return same_penalties(was, item.second); });
  }

  // The penalties of every tier against those of the tier it became.
  void retell(const Fates& fates) {
    for (Entry& entry : entries_)
      if (is_penalty(entry.effect) || changes_rung(entry.effect)) drop(entry, false);
    std::set<std::string> continued;
    for (const auto& [name, tier] : before_) {
      if (tier.penalties.empty()) continue;
      const auto fate = fates.find(name);
      if (fate == fates.end()) continue;  // merged: whoever fell under it is punished as before
      continued.insert(fate->second);
      add_effects(fate->second, {eid_of(fate->second), tier.text, after_.at(fate->second).text});
    }
    for (const auto& [name, tier] : after_)
      if (!tier.penalties.empty() && !continued.contains(name)) add_new_tier(name, tier);
  }

  // From one kind of liability to another, rather than conduct that joined.
  static bool changes_rung(const Effect& effect) {
    return effect.kind == "liability" && effect.new_value && !effect.new_value->contains("conduct");
  }

  // A tier milder than all there were may be a privilege carved out of one of them; what legal persons pay is
  // none.
  void add_new_tier(const std::string& name, const Tier& tier) {
    const auto rank = [](const Tier& t) { return gravest(t.penalties); };
    const bool punishes = std::any_of(tier.penalties.begin(), tier.penalties.end(),
                                      [](const Penalty& p) { return !is_add_on(p); });
    const bool milder = punishes && std::all_of(before_.begin(), before_.end(), [&](const auto& item) {
                          return item.second.penalties.empty() || rank(tier) < rank(item.second);
                        });
    const size_t first = entries_.size();
    add_effects(name, {eid_of(name), std::nullopt, tier.text});
    if (milder && !names(tier, "legal_person"))
      for (size_t i = first; i < entries_.size(); ++i) set(entries_[i], {Direction::unclear, "definition"});
  }

  bool names(const Tier& tier, const char* key) const {
    const auto found = profile_.penalty.find(key);
    return found != profile_.penalty.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const Pattern& p) { return p.search(tier.text).has_value(); });
  }

  void add_effects(const std::string& tier, const Wording& wording) {
    for (Effect& effect : penalty_effects(wording, profile_)) {
      Change* change = change_of(tier);
      touched_.insert(change);
      entries_.push_back({change, std::move(effect), tier});
    }
  }
  std::string eid_of(const std::string& tier) const { return after_.at(tier).eid; }
  // The change that shows the tier's text; a tier whose own text stands is told with the article's first.
  Change* change_of(const std::string& tier) const {
    const auto shows = [&](Change* change) {
      return change->new_side && !change->editorial && tier_of(change->new_side->eid, new_article_) == tier;
    };
    const auto found = std::find_if(changes_.begin(), changes_.end(), shows);
    return found == changes_.end() ? changes_.front() : *found;
  }

  // The sole text of an article that became its first paragraph is the old side of two changes.
  void told_twice() {
    for (Entry& entry : entries_) {
      if (!entry.gone() || !entry.change->new_side || !entry.change->new_side->text.empty()) continue;
      const bool again = std::any_of(changes_.begin(), changes_.end(), [&](const Change* other) {
        return other != entry.change && other->old_side && entry.change->old_side &&
               other->old_side->eid == entry.change->old_side->eid;
      });
      if (again) drop(entry, false);
    }
  }

  // The same penalty left one place of the article and entered another.
  void moved(bool within_tier) {
    for (Entry& old : entries_) {
      if (!old.gone() || !is_penalty(old.effect)) continue;
      const auto fresh = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
        return e.come() && e.effect.kind == old.effect.kind && *e.effect.new_value == *old.effect.old_value &&
               (!within_tier || e.tier == old.tier);
      });
      if (fresh == entries_.end()) continue;
      const bool elsewhere = fresh->tier != old.tier;
      drop(*fresh, elsewhere);
      drop(old, elsewhere);
    }
  }

  // What left a tier and what entered it are one term.
  void joined() {
    for (Entry& old : entries_) {
      if (!old.gone() || !is_penalty(old.effect)) continue;
      const auto fresh = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
        return e.come() && e.tier == old.tier && one_kind(e.effect, old.effect);
      });
      if (fresh == entries_.end()) continue;
      const Penalty *was = penalty(before_, old.tier, old.effect.kind, *old.effect.old_value),
                    *is = penalty(after_, fresh->tier, fresh->effect.kind, *fresh->effect.new_value);
      if (was == nullptr || is == nullptr || was->administrative != is->administrative) continue;
      fresh->effect.old_value = old.effect.old_value;
      fresh->effect.old_evidence = old.effect.old_evidence;
      set(*fresh, compare_terms(*was, *is));
      drop(old, false);
    }
  }

  // A term that reads as changed while the old one entered another tier: the tiers were paired otherwise than
  // the legislator moved them. Only the new term is new; or, the other way about, only the old one is gone.
  void split() {
    for (Entry& entry : entries_) {
      if (!entry.both() || !is_penalty(entry.effect)) continue;
      for (Entry& other : entries_) {
        if (other.tier == entry.tier || other.effect.kind != entry.effect.kind || &other == &entry) continue;
        if (other.come() && *other.effect.new_value == *entry.effect.old_value) {
          const bool wider = widened(entry.tier, other.tier);
          entry.effect.old_value.reset();
          entry.effect.old_evidence.reset();
          set(entry, wider ? Judgement{Direction::harsher, std::nullopt} : kRelocated);
          drop(other, true);
          break;
        }
        if (other.gone() && *other.effect.old_value == *entry.effect.new_value) {
          entry.effect.new_value.reset();
          entry.effect.new_evidence.reset();
          set(entry, kRelocated);
          drop(other, true);
          break;
        }
      }
    }
  }

  // The conduct of the tier lost a condition, and whoever fulfils the condition is punished in `graver` as
  // before: what else falls under the wider words is punished newly.
  bool widened(const std::string& tier, const std::string& graver) const {
    const auto was = before_.find(tier), is = after_.find(tier), now = after_.find(graver);
    if (was == before_.end() || is == after_.end() || now == after_.end()) return false;
    auto condition = conduct(was->second);
    for (const std::string& word : conduct(is->second)) {
      const auto found = condition.find(word);
      if (found == condition.end()) return false;
      condition.erase(found);
    }
    auto graver_words = conduct(now->second);
    for (const Word& word : words(heading_))  // printed before the rule, as a heading often is
      graver_words.insert(to_lower(std::string_view(heading_).substr(word.begin, word.end - word.begin)));
    return !condition.empty() &&
           std::includes(graver_words.begin(), graver_words.end(), condition.begin(), condition.end());
  }

  // The words of a tier without its penalties, as a sorted bag.
  std::multiset<std::string> conduct(const Tier& tier) const {
    std::multiset<std::string> out;
    for (const Word& word : words(tier.text)) {
      const bool penal = std::any_of(tier.penalties.begin(), tier.penalties.end(), [&](const Penalty& p) {
        return word.begin >= p.begin && word.begin < p.end;
      });
      if (!penal) out.insert(to_lower(tier.text.substr(word.begin, word.end - word.begin)));
    }
    return out;
  }

  // An alternative that joined or left with a point is weighed against the whole tier, not against the point.
  void weighed() {
    for (Entry& entry : entries_) {
      if (!is_penalty(entry.effect) || entry.effect.reason || entry.both() || entry.dropped) continue;
      const bool came = entry.come();
      if (entry.change->kind != (came ? ChangeKind::inserted : ChangeKind::repealed)) continue;
      if (entry.change->side().eid.ends_with("__" + entry.tier)) continue;  // a tier of its own
      const Tiers &own_side = came ? after_ : before_, &other_side = came ? before_ : after_;
      const Penalty* own = penalty(own_side, entry.tier, entry.effect.kind,
                                   came ? *entry.effect.new_value : *entry.effect.old_value);
      const auto other = other_side.find(entry.tier);
      if (own == nullptr || other == other_side.end() || other->second.penalties.empty()) continue;
      set(entry,
          came ? judge_added(*own, other->second.penalties) : judge_dropped(*own, other->second.penalties));
    }
  }

  // A tier was added and the old term still stands in another one.
  void doubted() {
    for (Entry& entry : entries_) {
      if (!entry.both() || !is_penalty(entry.effect)) continue;
      const auto all = [&](const Tiers& tiers) {
        return count(tiers, [&](const Penalty& p) { return p.kind == entry.effect.kind; });
      };
      const auto same = [&](const Tiers& tiers) {
        return count(tiers, [&](const Penalty& p) {
          return p.kind == entry.effect.kind && value_of(p) == *entry.effect.old_value;
        });
      };
      if (all(after_) > all(before_) && same(before_) > 0 && same(after_) >= same(before_))
        set(entry, kRelocated);
    }
  }

  // An age that left one paragraph and stands in another says nothing.
  void still_standing() {
    for (Entry& entry : entries_) {
      if (!entry.gone() || entry.effect.kind != "age_limit") continue;
      const EffectField age = entry.effect.old_value->at("age");
      for (const auto& [name, tier] : after_)
        for (const int64_t stands : ages_in(tier.text, profile_))
          if (EffectField(stands) == age) drop(entry, false);
    }
  }

  std::vector<Change*> write_back() {
    std::vector<Change*> out;
    for (Change* change : changes_) {
      if (!touched_.contains(change)) continue;
      change->effects.clear();
      for (Entry& entry : entries_)
        if (entry.change == change && !entry.dropped) change->effects.push_back(std::move(entry.effect));
      const Judgement judged =
          change->effects.empty() && relocated_.contains(change) ? kRelocated : overall(change->effects);
      change->direction = judged.direction;
      change->reason = judged.reason;
      out.push_back(change);
    }
    return out;
  }

  void drop(Entry& entry, bool relocated) {
    entry.dropped = true;
    touched_.insert(entry.change);
    if (relocated) relocated_.insert(entry.change);
  }
  void set(Entry& entry, const Judgement& judged) {
    entry.effect.direction = judged.direction;
    entry.effect.reason = judged.reason;
    touched_.insert(entry.change);
  }
  static const Penalty* penalty(const Tiers& tiers, const std::string& tier, const std::string& kind,
                                const EffectValue& value) {
    const auto found = tiers.find(tier);
    return found == tiers.end() ? nullptr : found->second.find(kind, value);
  }
  template <class Wanted>
  static long count(const Tiers& tiers, const Wanted& wanted) {
    long out = 0;
    for (const auto& [name, tier] : tiers)
      out += std::count_if(tier.penalties.begin(), tier.penalties.end(), wanted);
    return out;
  }

  inline static const Judgement kRelocated{Direction::unclear, "possibly_relocated"};
  const std::vector<Change*>& changes_;
  const LanguageProfile& profile_;
  Tiers before_, after_;
  std::string new_article_, heading_;
  std::vector<Entry> entries_;
  std::set<Change*> touched_, relocated_;
};

}  // namespace

namespace {

std::map<std::string, std::multiset<std::string>> words_by_tier(const Act& act, const std::string& article,
                                                                const LanguageProfile& profile) {
  std::map<std::string, std::multiset<std::string>> out;
  for (const auto& [name, tier] : tiers_of(act, article, profile))
    for (const Word& word : words(tier.text))
      out[name].insert(to_lower(std::string_view(tier.text).substr(word.begin, word.end - word.begin)));
  return out;
}

}  // namespace

bool only_laid_out_anew(const ArticleRollUp& article, const Act& old_act, const Act& new_act,
                        const LanguageProfile& profile) {
  const auto before = words_by_tier(old_act, article.old_article, profile);
  return !before.empty() && before == words_by_tier(new_act, article.new_article, profile);
}

std::vector<Change*> settle_tiers(const std::vector<Change*>& of_article, const Act& old_act,
                                  const Act& new_act, const LanguageProfile& profile) {
  const bool any = std::any_of(of_article.begin(), of_article.end(),
                               [](const Change* change) { return !change->effects.empty(); });
  return any ? Settlement(of_article, old_act, new_act, profile).run() : std::vector<Change*>();
}

}  // namespace zakonwatch
