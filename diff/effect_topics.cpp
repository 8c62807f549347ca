// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/effect_topics.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr double kIndexed = 0.6;  // of a change that only sets the unit of fines
constexpr size_t kQuoted = 60;    // graphemes of the words an effect was read from

struct Told {
  std::string_view kind, value;  // value: of `what` or `consent`; empty: any
  std::string_view topic;
};
constexpr std::array<Told, 7> kTold = {{
    {"quantity_threshold", "", "thresholds"},
    {"schedule_entry", "", "scheduling"},
    {"indexation", "", "administrative"},
    {"procedure", "amnesty_exception", "amnesty_retroactivity"},
    {"procedure", "release_from_liability", "alternatives"},
    {"treatment_order", "compulsory", "compulsory_treatment"},
    {"treatment_order", "chosen_instead", "alternatives"},
}};

bool holds(const std::optional<EffectValue>& side, std::string_view text) {
  return side && std::any_of(side->begin(), side->end(), [&](const auto& field) {
           const auto* words = std::get_if<std::string>(&field.second);
           return words != nullptr && *words == text;
         });
}

const Told* told_by(const Effect& effect) {
  const auto found = std::find_if(kTold.begin(), kTold.end(), [&](const Told& told) {
    return told.kind == effect.kind &&
           (told.value.empty() || holds(effect.new_value, told.value) || holds(effect.old_value, told.value));
  });
  return found == kTold.end() ? nullptr : &*found;
}

std::string reason(const Effect& effect) {
  const auto& words = effect.new_evidence ? effect.new_evidence : effect.old_evidence;
  return "effect " + effect.kind + (words ? ": " + ellipsis(squeeze_space(*words), kQuoted) : "");
}

}  // namespace

void add_topics_of_effects(Change& change, const AssessmentContext& context) {
  Relevance& relevance = change.relevance;
  for (const Effect& effect : change.effects) {
    const Told* told = told_by(effect);
    if (told == nullptr) continue;
    if (effect.kind == "indexation") relevance.score = std::max(relevance.score, kIndexed);
    const bool known = std::any_of(relevance.topics.begin(), relevance.topics.end(),
                                   [&](const TopicScore& topic) { return topic.id == told->topic; });
    if (known || relevance.score < context.threshold) continue;
    relevance.topics.push_back({std::string(told->topic), relevance.score, {reason(effect)}});
  }
  relevance.relevant = relevance.score >= context.threshold;
  std::stable_sort(relevance.topics.begin(), relevance.topics.end(),
                   [](const TopicScore& a, const TopicScore& b) { return a.score > b.score; });
}

}  // namespace zakonwatch
