// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/dependants.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "diff/named_articles.h"
#include "law/unit_references.h"

namespace zakonwatch {
namespace {

template <typename Texts>
std::string joined(const Texts& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

const Provision* note_around(const Act& act, const std::string& eid) {
  const Provision* at = act.find(eid);
  while (at != nullptr && at->type != ProvisionType::note)
    at = at->parent < 0 ? nullptr : &act.provisions[static_cast<size_t>(at->parent)];
  return at;
}

// The articles of this act that a note's words name; of other acts' articles it has nothing to say.
std::vector<std::string> scope_of(const Act& act, const Provision& note, const LanguageProfile& profile) {
  const int index = static_cast<int>(&note - act.provisions.data());
  std::vector<std::string> out;
  for (const UnitReference& place : unit_references(MaskedText(act.subtree_text(index)), profile))
    for (std::string& eid : place.eids())
      if (act.find(eid) != nullptr && std::find(out.begin(), out.end(), eid) == out.end())
        out.push_back(std::move(eid));
  const int article = act.article_of(index);
  if (out.empty() && article >= 0) out.push_back(act.provisions[static_cast<size_t>(article)].eid);
  return out;
}

std::string via_of(const Effect& effect, const Change& change, const Act& old_act, const Act& new_act,
                   const AssessmentContext& context) {
  const auto& value = effect.new_value ? effect.new_value : effect.old_value;
  if (value && value->contains("what") && value->at("what") == EffectField(std::string("amnesty_exception")))
    return joined(newly_named(change, context));
  if (context.watch != nullptr && !context.watch->governs.empty()) return joined(context.watch->governs);
  if (context.profile == nullptr) return {};
  for (const Act* act : {&new_act, &old_act})
    if (const Provision* note = note_around(*act, effect.where))
      return joined(scope_of(*act, *note, *context.profile));
  return {};
}

bool by_court(const Change& change) {
  return change.kind == ChangeKind::annulled || change.kind == ChangeKind::interpreted;
}

Effect court_effect(const Change& change) {
  Effect effect;
  effect.kind = "procedure";
  effect.where = change.new_side ? change.new_side->eid : change.old_side->eid;
  effect.reason = "court";
  effect.new_value = EffectValue{{"what", std::string(to_string(change.kind)) + "_by_court"}};
  return effect;
}

}  // namespace

void name_dependants(Change& change, const Act& old_act, const Act& new_act,
                     const AssessmentContext& context) {
  const bool governs = context.watch != nullptr && !context.watch->governs.empty();
  if (governs && by_court(change) && change.effects.empty() && (change.new_side || change.old_side))
    change.effects.push_back(court_effect(change));
  for (Effect& effect : change.effects)
    if (std::string via = via_of(effect, change, old_act, new_act, context); !via.empty())
      effect.via = std::move(via);
}

}  // namespace zakonwatch
