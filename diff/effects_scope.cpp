// SPDX-License-Identifier: GPL-3.0-or-later
// Conduct that joins the description of an offence (declared in diff/effects.h): "or for oneself", "or a
// precursor". A closed rule: words were only added, each addition is one more alternative, nothing in the
// text excepts or releases anybody, the sanction stands as it stood, and the rule is the article's first,
// since an alternative added to a privileged tier would ease. Everything else stays undetermined.
#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"
#include "diff/effects.h"
#include "diff/effects_penalty.h"
#include "diff/redline.h"

namespace zakonwatch {
namespace {

constexpr std::array kConduct = {"possession",  "acquisition", "storage",     "manufacture", "processing",
                                 "transport",   "sending",     "trafficking", "supply",      "import_export",
                                 "cultivation", "use",         "own_use",     "precursor",   "smuggling"};
// What marks a privileged rule: an alternative added here may ease.
constexpr std::array kPrivilege = {"small_amount", "own_use", "single_dose", "voluntary_surrender"};

bool any_match(const LanguageProfile& profile, const char* key, std::string_view text) {
  const auto found = profile.penalty.find(key);
  return found != profile.penalty.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](const Pattern& p) { return p.search(text).has_value(); });
}

template <size_t N>
const ConceptHit* find_any(const std::vector<ConceptHit>& hits, const std::array<const char*, N>& wanted) {
  const auto found = std::find_if(hits.begin(), hits.end(), [&](const ConceptHit& hit) {
    return std::find(wanted.begin(), wanted.end(), hit.concept_id) != wanted.end();
  });
  return found == hits.end() ? nullptr : &*found;
}

// The article itself or its first paragraph: "art_187", "art_187__para_1".
bool is_base_rule(const std::string& eid) {
  const size_t at = eid.find("__");
  return at == std::string::npos || eid.substr(at) == "__para_1";
}

// The runs of words added, by their place in the new text; nothing where words went too.
std::vector<Word> added_runs(const std::string& before, const std::string& after, const FoldRules& rules) {
  std::vector<Word> out;
  size_t at = 0;
  for (const Edit& edit : redline(before, after, rules)) {
    if (edit.op == EditOp::remove && !words(edit.text).empty()) return {};
    if (edit.op == EditOp::remove) continue;
    if (edit.op == EditOp::insert && !words(edit.text).empty())
      out.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + edit.text.size())});
    at += edit.text.size();
  }
  return out;
}

// The concepts that the words from `run` on are part of: "for [oneself or for] another".
std::vector<ConceptHit> touching(const std::vector<ConceptHit>& hits, const Word& run) {
  std::vector<ConceptHit> out;
  std::copy_if(hits.begin(), hits.end(), std::back_inserter(out),
               [&](const ConceptHit& hit) { return hit.begin < run.end && run.begin < hit.end; });
  return out;
}

bool is_plain_offence(const Wording& wording, const AssessmentContext& context, Liability& liability) {
  const LanguageProfile& profile = *context.profile;
  const auto before = read_penalties(*wording.before, profile),
             after = read_penalties(*wording.after, profile);
  if (before.empty() || before.size() != after.size()) return false;
  for (size_t i = 0; i < before.size(); ++i)
    if (!before[i].same_value(after[i])) return false;
  if (any_match(profile, "release", *wording.after) || any_match(profile, "exception", *wording.after))
    return false;
  liability = liability_of(*wording.after, after, profile);
  return find_any(context.lexicon->find(*wording.before), kPrivilege) == nullptr;
}

}  // namespace

std::vector<Effect> scope_effects(const Wording& wording, const AssessmentContext& context) {
  if (context.lexicon == nullptr || !wording.before || !wording.after || !is_base_rule(wording.where))
    return {};
  const LanguageProfile& profile = *context.profile;
  // Without the language's words for "or" and "except" the rule cannot be closed.
  if (!profile.penalty.contains("alternative") || !profile.penalty.contains("exception")) return {};
  Liability liability;
  if (!is_plain_offence(wording, context, liability)) return {};
  std::vector<Effect> out;
  const auto hits = context.lexicon->find(*wording.after);
  for (const Word& run : added_runs(*wording.before, *wording.after, profile.fold)) {
    const std::string added =
        squeeze_space(std::string_view(*wording.after).substr(run.begin, run.end - run.begin));
    const auto touched = touching(hits, run);
    const ConceptHit* conduct = find_any(touched, kConduct);
    if (conduct == nullptr || !any_match(profile, "alternative", added)) return {};
    Effect effect;
    effect.kind = "liability";
    effect.where = wording.where;
    effect.new_value =
        EffectValue{{"from", EffectField()}, {"to", liability.rung}, {"conduct", conduct->concept_id}};
    effect.new_evidence = added;
    effect.direction = Direction::harsher;
    out.push_back(std::move(effect));
  }
  return out;
}

}  // namespace zakonwatch
