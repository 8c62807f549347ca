// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/particulars.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kRuleText = 1200;  // graphemes of a rule; the whole stands in the act
constexpr size_t kMostRules = 3;

std::string text_of(const std::optional<ChangeSide>& side) {
  return side ? side->heading.value_or("") + "\n" + side->text : std::string();
}

bool is_transitional(const Provision& one) { return one.type == ProvisionType::transitional; }

// The transitional parts of an act, whole and in order; parts of parts are in them already.
std::vector<std::string> rules_in(const Act& act, const auto& is_wanted) {
  std::vector<std::string> out;
  for (size_t i = 0; i < act.provisions.size() && out.size() < kMostRules;) {
    const int at = static_cast<int>(i);
    if (!is_transitional(act.provisions[i]) || !is_wanted(act.provisions[i])) {
      ++i;
      continue;
    }
    out.push_back(ellipsis(act.subtree_text(at), kRuleText));
    i = static_cast<size_t>(act.subtree_end(at));
  }
  return out;
}

bool made_by(const Provision& rules, const Attribution& by) {
  return std::any_of(rules.notes.begin(), rules.notes.end(), [&](const Note& note) {
    return note.act && note.act->number == by.number &&
           (!by.date || !note.act->date || note.act->date == by.date);
  });
}

bool is_gazette(Environment& environment, const SourceId& id) {
  const Source* source = environment.catalogue().source(id.value);
  return source != nullptr && source->kind == SourceKind::gazette;
}

}  // namespace

std::vector<std::string> people_named(Environment& environment, const RecordedChange& change,
                                      const std::string& language) {
  const Source* source = environment.catalogue().source(change.source.value);
  const auto lexicon = source == nullptr ? nullptr : environment.lexicon(source->document.language);
  if (lexicon == nullptr) return {};
  std::map<std::string, std::string> words;  // concept -> as first printed, the new text before the old
  for (const std::string& text : {text_of(change.change.new_side), text_of(change.change.old_side)})
    for (ConceptHit& hit : lexicon->find(text)) words.try_emplace(hit.concept_id, std::move(hit.words));
  std::vector<std::string> out;
  for (const PeopleGroup& group : environment.topics().people())
    for (const std::string& concept_id : group.concepts)
      if (const auto found = words.find(concept_id); found != words.end()) {
        out.push_back(fmt::format("{} (“{}”)", language == "ru" ? group.label_ru : group.label_en,
                                  squeeze_space(found->second)));
        break;
      }
  return out;
}

std::vector<DigestItem::Deadline> deadlines_of(const Act& bill, Instant seen) {
  std::vector<DigestItem::Deadline> out;
  for (const Provision& one : bill.provisions) {
    const bool is_dated = one.eid.starts_with("deadline_") || one.type == ProvisionType::stage;
    const size_t at = one.eid.find('_');
    if (!is_dated || at == std::string::npos) continue;
    const auto date = parse_iso_date(replace_all(one.eid.substr(at + 1, 10), "_", "-"));
    if (date && Instant(std::chrono::sys_days(*date)) > seen) out.push_back({*date, squeeze_space(one.text)});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  return out;
}

std::vector<std::string> transitional_rules(Environment& environment, Versions& versions,
                                            const RecordedChange& change) {
  const Act act = versions.load(change.new_version);
  if (change.change.kind == ChangeKind::announced)
    return rules_in(act, [](const Provision&) { return true; });
  const Attribution& by = change.change.attribution;
  if (by.kind == AttributionKind::none || by.number.empty()) return {};
  auto printed = rules_in(act, [&](const Provision& one) { return made_by(one, by); });
  if (!printed.empty()) return printed;
  for (const auto& row : versions.acts(change.country))
    for (const Expression& expression : versions.expressions(row.id)) {
      if (expression.language != act.language || !is_gazette(environment, expression.source)) continue;
      const auto version = versions.newest(expression.id);
      if (!version) continue;
      const Act amending = versions.load(version->id);
      if (amending.number != by.number ||
          (by.date && amending.dates.adopted && amending.dates.adopted != by.date))
        continue;
      return rules_in(amending, [](const Provision&) { return true; });
    }
  return {};
}

}  // namespace zakonwatch
