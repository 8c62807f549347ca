// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/summary.h"

#include <fmt/format.h>
#include <unicode/locid.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/clock.h"
#include "base/text.h"
#include "diff/effects_penalty.h"
#include "diff/named_articles.h"
#include "diff/summary_words.h"

namespace zakonwatch {
namespace {

constexpr size_t kFacts = 4;
constexpr size_t kTitle = 80;  // graphemes of an act's title

// "Ukraine" from the act id's jurisdiction; empty where there is none.
std::string country_name(const ActId& act, SummaryLanguage language) {
  const std::string jurisdiction = act.value.substr(0, act.value.find('/'));
  if (jurisdiction.size() < 2 || act.value.find('/') == std::string::npos) return {};
  const icu::Locale place("und", jurisdiction.substr(0, 2).c_str());
  icu::UnicodeString name;
  place.getDisplayCountry(icu::Locale(language == SummaryLanguage::en ? "en" : "ru"), name);
  std::string out;
  return name.toUTF8String(out);
}

// "art_309__para_1" -> "art. 309(1)"; what is no article is called by its label.
std::string reference(const ChangeSide& side, SummaryLanguage language) {
  const std::string number = spoken_number(side.eid);
  if (number.empty()) return side.label.empty() ? side.eid : side.label;
  return say(language, "art. ", "ст. ") + number;
}

std::string place(const Change& change, const Act& new_act, const CompareInput& input,
                  SummaryLanguage language) {
  const ActId& id = new_act.id.empty() && input.old_act != nullptr ? input.old_act->id : new_act.id;
  const std::string title = input.assess.watch != nullptr && !input.assess.watch->title.empty()
                                ? input.assess.watch->title
                                : new_act.title;
  std::string out = country_name(id, language);
  if (!title.empty()) out += (out.empty() ? "" : ", ") + ellipsis(title, kTitle);
  return out + (out.empty() ? "" : " ") + reference(change.side(), language);
}

// Penalties that stand in the new wording and were not touched.
std::string beside(const Change& change, const LanguageProfile& profile, SummaryLanguage language) {
  if (!change.new_side || change.kind != ChangeKind::amended) return {};
  std::vector<std::string> kept;
  for (const Penalty& penalty : read_penalties(change.new_side->text, profile)) {
    if (is_add_on(penalty)) continue;
    const EffectValue value = value_of(penalty);
    const bool touched = std::any_of(change.effects.begin(), change.effects.end(), [&](const Effect& e) {
      return e.new_value && e.kind == penalty.kind && *e.new_value == value;
    });
    if (!touched) kept.push_back(penalty_phrase(penalty.kind, value, language));
  }
  if (kept.empty()) return {};
  std::string out = say(language, " beside ", " наряду с наказанием: ");
  for (size_t i = 0; i < kept.size(); ++i) out += (i == 0 ? "" : say(language, " or ", " или ")) + kept[i];
  return out;
}

bool is_penalty(const Effect& effect) {
  return effect.kind == "imprisonment" || effect.kind == "restriction_of_liberty" ||
         effect.kind == "arrest" || effect.kind == "fine" || effect.kind == "community_service" ||
         effect.kind == "other_penalty";
}

std::string change_of(const Effect& effect, SummaryLanguage language) {
  const EffectValue& any = effect.new_value ? *effect.new_value : *effect.old_value;
  const auto side = [&](const EffectValue& value) {
    return effect.kind == "quantity_threshold" ? threshold_phrase(value, language)
                                               : amount_phrase(effect.kind, value, language);
  };
  std::string name =
      effect.kind == "quantity_threshold" ? text_in(any, "substance") : kind_name(effect.kind, any, language);
  if (name.empty()) name = say(language, "amount", "размер");
  const std::string none = say(language, "not stated", "не указано");
  const std::string before = effect.old_value ? side(*effect.old_value) : say(language, "none", "нет");
  const std::string after = effect.new_value ? side(*effect.new_value) : say(language, "none", "нет");
  return fmt::format(fmt::runtime(say(language, "{}: {}, now {}", "{}: {}, теперь {}")), name,
                     before.empty() ? none : before, after.empty() ? none : after);
}

// What is introduced, dropped or reworded and has no amount.
std::string rule_fact(const Effect& effect, SummaryLanguage language) {
  const EffectValue& any = effect.new_value ? *effect.new_value : *effect.old_value;
  std::string name = rule_name(effect.kind, any, language);
  if (effect.reason == "court") return name;
  if (!effect.old_value)
    return fmt::format(fmt::runtime(say(language, "{} introduced", "введено: {}")), name);
  if (!effect.new_value) return fmt::format(fmt::runtime(say(language, "{} dropped", "исключено: {}")), name);
  if (effect.new_evidence && !effect.old_evidence)
    return fmt::format(fmt::runtime(say(language, "{} widened", "расширено: {}")), name);
  if (effect.old_evidence && !effect.new_evidence)
    return fmt::format(fmt::runtime(say(language, "{} narrowed", "сужено: {}")), name);
  return fmt::format(fmt::runtime(say(language, "{} reworded", "изменено: {}")), name);
}

// The offences that the effects work through, which the text itself does not name.
std::string through(const Change& change, const AssessmentContext& context, SummaryLanguage language) {
  std::set<std::string> addresses;
  for (const Effect& effect : change.effects)
    if (effect.via)
      for (size_t at = 0; at < effect.via->size();) {
        const size_t end = std::min(effect.via->find(", ", at), effect.via->size());
        addresses.insert(effect.via->substr(at, end - at));
        at = end + 2;
      }
  const std::string named = in_words(addresses, context, language == SummaryLanguage::en ? "art. " : "ст. ");
  return named.empty() ? "" : say(language, "; works through ", "; действует через ") + named;
}

std::string fact(const Effect& effect, SummaryLanguage language) {
  if (effect.kind == "procedure" || effect.kind == "treatment_order") return rule_fact(effect, language);
  if (effect.kind == "liability" && effect.new_value && text_in(*effect.new_value, "from").empty())
    return fmt::format(fmt::runtime(say(language, "now covers also “{}”", "теперь охватывает и «{}»")),
                       effect.new_evidence.value_or(""));
  if (effect.kind == "liability" && effect.new_value)
    return fmt::format(fmt::runtime(say(language, "from {} to {}", "{} → {}")),
                       liability_name(text_in(*effect.new_value, "from"), language),
                       liability_name(text_in(*effect.new_value, "to"), language));
  if (effect.kind == "schedule_entry") {
    const EffectValue& value = effect.new_value ? *effect.new_value : *effect.old_value;
    return fmt::format(
        fmt::runtime(effect.new_value
                         ? say(language, "{} now stands in {}", "{} теперь в списке «{}»")
                         : say(language, "{} no longer stands in {}", "{} больше не значится в «{}»")),
        text_in(value, "substance"), text_in(value, "schedule"));
  }
  if (is_penalty(effect) && !effect.new_value)
    return fmt::format(fmt::runtime(say(language, "{} dropped", "исключено: {}")),
                       penalty_phrase(effect.kind, *effect.old_value, language));
  return change_of(effect, language);
}

// A step in the parliament's own words.
std::string stage_fact(const Change& change, SummaryLanguage language) {
  if (!change.new_side) return say(language, "a step is no longer listed", "шаг больше не указан");
  return say(language, "bill: ", "законопроект: ") + ellipsis(change.new_side->text, 100);
}

std::string bare_fact(const Change& change, SummaryLanguage language) {
  switch (change.kind) {
    case ChangeKind::inserted:
      return say(language, "inserted", "введено");
    case ChangeKind::repealed:
      return say(language, "repealed or absent", "исключено или отсутствует");
    case ChangeKind::renumbered:
      return say(language, "renumbered", "изменена нумерация");
    case ChangeKind::moved:
      return say(language, "moved", "перемещено");
    case ChangeKind::relocated:
      return say(language, "stands in another act now", "теперь в другом акте");
    case ChangeKind::interpreted:
      return say(language, "interpreted by a court", "истолковано судом");
    case ChangeKind::annulled:
      return say(language, "annulled by a court", "отменено судом");
    case ChangeKind::announced:
      return say(language, "announced", "опубликовано");
    case ChangeKind::stage:
      return stage_fact(change, language);
    case ChangeKind::amended:
      break;
  }
  if (change.editorial) return say(language, "editorial change of wording", "редакционная правка");
  return say(language, "wording amended", "изменена формулировка");
}

std::string facts(const Change& change, const CompareInput& input, SummaryLanguage language) {
  std::vector<std::string> added, other;
  for (const Effect& effect : change.effects) {
    if (is_penalty(effect) && effect.new_value && !effect.old_value)
      added.push_back(penalty_phrase(effect.kind, *effect.new_value, language));
    else if (effect.new_value || effect.old_value)
      other.push_back(fact(effect, language));
  }
  std::vector<std::string> out;
  if (!added.empty()) {
    const std::string what = listed(added, language);
    const std::string next_to =
        input.assess.profile == nullptr ? std::string() : beside(change, *input.assess.profile, language);
    if (change.kind == ChangeKind::inserted)
      out.push_back(say(language, "new provision with ", "новая норма: ") + what);
    else
      out.push_back((language == SummaryLanguage::en ? what + " added" : "добавлено: " + what) + next_to);
  }
  out.insert(out.end(), other.begin(), other.end());
  if (out.empty()) return bare_fact(change, language);
  std::string line;
  for (size_t i = 0; i < out.size() && i < kFacts; ++i) line += (i == 0 ? "" : "; ") + out[i];
  if (out.size() > kFacts)
    line += fmt::format(fmt::runtime(say(language, "; and {} more", "; и ещё {}")), out.size() - kFacts);
  return line;
}

std::string by_whom(const Attribution& attribution, SummaryLanguage language) {
  if (attribution.kind == AttributionKind::none || (attribution.number.empty() && !attribution.date))
    return {};
  std::string out = "; ";
  switch (attribution.kind) {
    case AttributionKind::act:
      out += say(language, "by Law", "законом");
      break;
    case AttributionKind::decree:
      out += say(language, "by Decree", "постановлением");
      break;
    case AttributionKind::court_decision:
      out += say(language, "by court decision", "решением суда");
      break;
    default:
      out += say(language, "by erratum", "исправлением");
      break;
  }
  if (!attribution.number.empty()) out += " " + attribution.number;
  if (attribution.date) out += say(language, " of ", " от ") + to_iso(*attribution.date);
  return out;
}

std::string from_when(const Act& new_act, SummaryLanguage language) {
  const auto& date = new_act.dates.version ? new_act.dates.version : new_act.dates.in_force_from;
  return date ? say(language, "; in force ", "; в силе с ") + to_iso(*date) : std::string();
}

}  // namespace

std::string summary_line(const Change& change, const Act& new_act, const CompareInput& input,
                         SummaryLanguage language) {
  std::string line = place(change, new_act, input, language) + ": " + facts(change, input, language) +
                     through(change, input.assess, language);
  if (!change.editorial) {
    line += "; " + direction_phrase(change.direction, language);
    if (change.reason) line += " (" + reason_phrase(*change.reason, language) + ")";
  }
  return line + by_whom(change.attribution, language) + from_when(new_act, language);
}

}  // namespace zakonwatch
