// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/general_part.h"

#include <algorithm>

#include "diff/direction.h"

namespace zakonwatch {
namespace {

bool matches(const LanguageProfile& profile, const std::string& key, std::string_view text) {
  const auto found = profile.penalty.find(key);
  return found != profile.penalty.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](const Pattern& p) { return p.search(text).has_value(); });
}

bool in_general_part(const Act& act, const std::string& eid, const LanguageProfile& profile) {
  const Provision* at = act.find(eid);
  while (at != nullptr) {
    if (matches(profile, "general_part", at->label) ||
        (at->heading && at->type != ProvisionType::article && matches(profile, "general_part", *at->heading)))
      return true;
    at = at->parent < 0 ? nullptr : &act.provisions[static_cast<size_t>(at->parent)];
  }
  return false;
}

// What changed in the general part.
struct GeneralRule {
  const Change* change;
  std::string heading;  // of its article
};

bool one_act(const Attribution& a, const Attribution& b) {
  if (a.kind == AttributionKind::none || b.kind == AttributionKind::none) return true;  // one edition
  if (!a.number.empty() && !b.number.empty()) return a.number == b.number;
  return a.date == b.date;
}

// "confiscation_of_instruments" and "special_confiscation" are one family.
bool takes_things(const std::string& type) {
  return type.find("confiscation") != std::string::npos || type.starts_with("forfeiture_");
}

bool rules_on_things(const std::string& heading, const LanguageProfile& profile) {
  return std::any_of(profile.penalty.begin(), profile.penalty.end(), [&](const auto& item) {
    return takes_things(item.first) && matches(profile, item.first, heading);
  });
}

class Doubt {
 public:
  Doubt(const ChangeSet& set, const Act& old_act, const Act& new_act, const LanguageProfile& profile)
      : profile_(profile) {
    for (const Change& change : set.changes) {
      const bool now = change.new_side.has_value();
      const std::string& eid = now ? change.new_article : change.old_article;
      const Act& act = now ? new_act : old_act;
      if (change.editorial || eid.empty() || !in_general_part(act, eid, profile)) continue;
      const Provision* article = act.find(eid);
      rules_.push_back({&change, article->heading.value_or("")});
      articles_.push_back(eid);
    }
  }

  bool general(const Change& change) const {
    const std::string& eid = change.new_side ? change.new_article : change.old_article;
    return std::find(articles_.begin(), articles_.end(), eid) != articles_.end();
  }

  bool doubtful(const Change& change, const Effect& effect) const {
    if (!effect.old_value || effect.new_value) return false;
    const auto type = field(effect, "type");
    if (type && takes_things(*type))
      return effect.direction == Direction::lighter && bound(effect) && touched(change, true);
    return effect.direction == Direction::harsher && touched(change, false);
  }

 private:
  static std::optional<std::string> field(const Effect& effect, const char* key) {
    const auto found = effect.old_value->find(key);
    const auto* text = found == effect.old_value->end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? std::nullopt : std::optional(*text);
  }
  static bool bound(const Effect& effect) {
    const auto found = effect.old_value->find("mandatory");
    const auto* must = found == effect.old_value->end() ? nullptr : std::get_if<bool>(&found->second);
    return must != nullptr && *must;
  }
  bool touched(const Change& change, bool about_things) const {
    return std::any_of(rules_.begin(), rules_.end(), [&](const GeneralRule& rule) {
      return one_act(rule.change->attribution, change.attribution) &&
             (!about_things || rules_on_things(rule.heading, profile_));
    });
  }

  const LanguageProfile& profile_;
  std::vector<GeneralRule> rules_;
  std::vector<std::string> articles_;
};

}  // namespace

std::vector<Change*> doubt_dropped_penalties(ChangeSet& set, const Act& old_act, const Act& new_act,
                                             const LanguageProfile& profile) {
  std::vector<Change*> out;
  if (!profile.penalty.contains("general_part")) return out;
  const Doubt doubt(set, old_act, new_act, profile);
  for (Change& change : set.changes) {
    if (change.editorial || change.kind == ChangeKind::repealed || doubt.general(change)) continue;
    bool any = false;
    for (Effect& effect : change.effects) {
      if (!doubt.doubtful(change, effect)) continue;
      effect.direction = Direction::unclear;
      effect.reason = "general_part_changed";
      any = true;
    }
    if (!any) continue;
    const Judgement judged = overall(change.effects);
    change.direction = judged.direction;
    change.reason = judged.reason;
    out.push_back(&change);
  }
  return out;
}

}  // namespace zakonwatch
