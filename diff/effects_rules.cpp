// SPDX-License-Identifier: GPL-3.0-or-later
// Effects that no number tells: age limits, release from liability, treatment, procedure (declared in
// diff/effects.h).
#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "diff/effects.h"
#include "diff/redline.h"

namespace zakonwatch {
namespace {

const std::vector<Pattern>* patterns_of(const LanguageProfile& profile, const std::string& key) {
  const auto found = profile.penalty.find(key);
  return found == profile.penalty.end() ? nullptr : &found->second;
}

Effect unclear_effect(const Wording& wording, const char* kind, const char* reason) {
  Effect effect;
  effect.kind = kind;
  effect.where = wording.where;
  effect.reason = reason;
  return effect;
}

// Ages named as limits, with the words they were read from.
std::map<int64_t, std::string> ages(const std::optional<std::string>& text, const LanguageProfile& profile) {
  std::map<int64_t, std::string> out;
  const auto* patterns = patterns_of(profile, "age_limit");
  if (patterns == nullptr || !text) return out;
  for (const Pattern& pattern : *patterns)
    for (size_t from = 0; from < text->size();) {
      const auto match = pattern.search(*text, from);
      if (!match) break;
      from = std::max(match->end, match->begin + 1);
      const auto* amount = match->find("amount");
      if (amount == nullptr || !amount->value) continue;
      out.try_emplace(static_cast<int64_t>(*amount->value),
                      text->substr(match->begin, match->end - match->begin));
    }
  return out;
}

EffectValue age_value(int64_t age) {
  EffectValue value;
  value["age"] = age;
  value["who"] = EffectField();
  return value;
}

void add_ages(const Wording& wording, const LanguageProfile& profile, std::vector<Effect>& out) {
  if (!wording.before || !wording.after) return;
  auto before = ages(wording.before, profile), after = ages(wording.after, profile);
  for (auto it = before.begin(); it != before.end();)
    it = after.erase(it->first) > 0 ? before.erase(it) : std::next(it);
  // An age that only joins is the mark of a new tier, which its sanction tells.
  while (!before.empty()) {
    Effect effect = unclear_effect(wording, "age_limit", "definition");
    effect.old_value = age_value(before.begin()->first);
    effect.old_evidence = before.begin()->second;
    before.erase(before.begin());
    if (!after.empty()) {
      effect.new_value = age_value(after.begin()->first);
      effect.new_evidence = after.begin()->second;
      after.erase(after.begin());
    }
    out.push_back(std::move(effect));
  }
}

std::optional<std::string> release_words(const std::optional<std::string>& text,
                                         const LanguageProfile& profile) {
  const auto* patterns = patterns_of(profile, "release");
  if (patterns == nullptr || !text) return {};
  for (const Pattern& pattern : *patterns)
    if (const auto match = pattern.search(*text))
      return text->substr(match->begin, match->end - match->begin);
  return {};
}

// What was added; nothing where words went too.
std::optional<std::string> only_added(const std::string& before, const std::string& after,
                                      const LanguageProfile& profile) {
  std::string added;
  for (const Edit& edit : redline(before, after, profile.fold)) {
    if (edit.op == EditOp::remove && !words(edit.text).empty()) return {};
    if (edit.op == EditOp::insert) added += edit.text + "\n";
  }
  if (words(added).empty()) return {};
  return added;
}

// Words were only added, and a further release is among them.
bool only_adds_release(const std::string& before, const std::string& after, const LanguageProfile& profile) {
  return release_words(only_added(before, after, profile), profile).has_value();
}

// The sentence that leaves somebody out of an amnesty.
std::optional<std::string> amnesty_words(const std::optional<std::string>& text,
                                         const LanguageProfile& profile) {
  const auto* patterns = patterns_of(profile, "amnesty_exception");
  if (patterns == nullptr || !text) return {};
  for (const Pattern& pattern : *patterns)
    if (const auto match = pattern.search(*text))
      return text->substr(match->begin, std::min(text->find('\n', match->end), text->size()) - match->begin);
  return {};
}

// Who is named as left out of an amnesty loses it; who is named no longer gains it.
void add_amnesty(const Wording& wording, const LanguageProfile& profile, std::vector<Effect>& out) {
  const auto before = amnesty_words(wording.before, profile), after = amnesty_words(wording.after, profile);
  if (!before && !after) return;
  auto joins = before ? std::nullopt : after, leaves = after ? std::nullopt : before;
  if (before && after) {
    joins = only_added(*wording.before, *wording.after, profile);
    leaves = only_added(*wording.after, *wording.before, profile);
  }
  Effect effect = unclear_effect(wording, "procedure", "no_number");
  const EffectValue value{{"what", std::string("amnesty_exception")}};
  if (before) effect.old_value = value, effect.old_evidence = leaves;
  if (after) effect.new_value = value, effect.new_evidence = joins;
  if (joins || leaves) {
    effect.direction = joins ? Direction::harsher : Direction::lighter;
    effect.reason.reset();
  }
  out.push_back(std::move(effect));
}

// A clause that releases from liability: given it eases, taken away it does not. Reworded it is never silent,
// unless something else has been read from the same words.
void add_release(const Wording& wording, const LanguageProfile& profile, bool more,
                 std::vector<Effect>& out) {
  const auto before = release_words(wording.before, profile), after = release_words(wording.after, profile);
  if (!before && !after) return;
  const bool joins = before && after && only_adds_release(*wording.before, *wording.after, profile),
             goes = before && after && only_adds_release(*wording.after, *wording.before, profile);
  if (before && after && !joins && !goes && (more || !out.empty())) return;
  Effect effect = unclear_effect(wording, "procedure", "no_number");
  EffectValue value;
  value["what"] = std::string("release_from_liability");
  if (before) effect.old_value = value, effect.old_evidence = before;
  if (after) effect.new_value = value, effect.new_evidence = after;
  if (joins || goes || before.has_value() != after.has_value()) {
    effect.direction = joins || (after && !goes) ? Direction::lighter : Direction::harsher;
    effect.reason.reset();
  }
  out.push_back(std::move(effect));
}

std::map<std::string, std::string> concept_words(const std::optional<std::string>& text,
                                                 const Lexicon& lexicon) {
  std::map<std::string, std::string> out;
  if (!text) return out;
  for (auto& hit : lexicon.find(*text)) out.try_emplace(hit.concept_id, std::move(hit.words));
  return out;
}

// The size of the unit that fines are counted in: every fine changes with it, no text of an offence does.
std::optional<std::pair<EffectValue, std::string>> unit_size(const std::optional<std::string>& text,
                                                             const LanguageProfile& profile) {
  const auto* patterns = patterns_of(profile, "unit_value");
  if (patterns == nullptr || !text) return {};
  for (const Pattern& pattern : *patterns) {
    const auto match = pattern.search(*text);
    const auto* amount = match ? match->find("amount") : nullptr;
    if (amount == nullptr || !amount->value) continue;
    std::string words = text->substr(match->begin, match->end - match->begin);
    EffectValue value;
    value["amount"] = *amount->value;
    value["unit"] = EffectField();
    const std::string_view behind = std::string_view(*text).substr(amount->end, match->end - amount->end);
    for (const auto& [key, money] : profile.penalty)
      if (key.starts_with("money_") && std::any_of(money.begin(), money.end(), [&](const Pattern& p) {
            return p.search(behind).has_value();
          }))
        value["unit"] = key.substr(6);
    return {{std::move(value), std::move(words)}};
  }
  return {};
}

void add_unit_size(const Wording& wording, const LanguageProfile& profile, std::vector<Effect>& out) {
  auto before = unit_size(wording.before, profile), after = unit_size(wording.after, profile);
  if (!before || !after || before->first == after->first) return;
  Effect effect;
  effect.kind = "indexation";
  effect.where = wording.where;
  effect.direction = Direction::neutral;
  effect.old_value = std::move(before->first), effect.old_evidence = std::move(before->second);
  effect.new_value = std::move(after->first), effect.new_evidence = std::move(after->second);
  out.push_back(std::move(effect));
}

struct Rule {
  const char* concept_id;
  const char* kind;
  const char* key;
  const char* value;
};
// Treatment is never lighter by itself; procedure has no direction of its own (law.md section 2).
constexpr std::array<Rule, 6> kRules = {{
    {"compulsory_treatment", "treatment_order", "consent", "compulsory"},
    {"treatment_instead", "treatment_order", "consent", "chosen_instead"},
    {"test_purchase", "procedure", "what", "test_purchase"},
    {"controlled_delivery", "procedure", "what", "controlled_delivery"},
    {"surveillance", "procedure", "what", "surveillance"},
    {"medical_examination", "procedure", "what", "examination"},
}};

void add_concepts(const Wording& wording, const Lexicon& lexicon, std::vector<Effect>& out) {
  if (!wording.before || !wording.after) return;
  const auto before = concept_words(wording.before, lexicon), after = concept_words(wording.after, lexicon);
  for (const Rule& rule : kRules) {
    const auto old = before.find(rule.concept_id), fresh = after.find(rule.concept_id);
    if ((old == before.end()) == (fresh == after.end())) continue;
    Effect effect = unclear_effect(wording, rule.kind, "no_number");
    EffectValue value;
    value[rule.key] = std::string(rule.value);
    if (old != before.end()) effect.old_value = value, effect.old_evidence = old->second;
    if (fresh != after.end()) effect.new_value = value, effect.new_evidence = fresh->second;
    out.push_back(std::move(effect));
  }
}

}  // namespace

std::vector<Effect> rule_effects(const Wording& wording, const AssessmentContext& context, bool more) {
  std::vector<Effect> out;
  add_ages(wording, *context.profile, out);
  add_unit_size(wording, *context.profile, out);
  add_release(wording, *context.profile, more, out);
  add_amnesty(wording, *context.profile, out);
  if (context.lexicon != nullptr) add_concepts(wording, *context.lexicon, out);
  return out;
}

std::vector<int64_t> ages_in(const std::string& text, const LanguageProfile& profile) {
  std::vector<int64_t> out;
  for (const auto& [age, words] : ages(text, profile)) out.push_back(age);
  return out;
}

}  // namespace zakonwatch
