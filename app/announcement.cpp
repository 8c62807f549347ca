// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/announcement.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/announced.h"
#include "base/text.h"
#include "diff/compare.h"
#include "diff/direction.h"
#include "diff/named_articles.h"
#include "diff/outlook.h"
#include "diff/summary_words.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::hours kFirstLook{1};  // the first pass over a source takes as long, politely
constexpr size_t kLongestText = 4000;        // an announcement is read in a letter
constexpr double kWatched = 0.9;

bool is_top(const Act& act, const Provision& one) {
  return one.type == ProvisionType::article || one.type == ProvisionType::stage ||
         (one.parent < 0 && act.article_of(static_cast<int>(&one - act.provisions.data())) < 0);
}

struct Best {
  int provision = -1;
  Relevance relevance;
};

// What the orders will do to one watched act, carried out on its text on record.
struct Coming {
  std::string title;
  std::vector<Change> changes;  // about drugs
  bool whole = true;            // every order about what is watched could be carried out
};

Best most_relevant(const Act& act, const AssessmentContext& context) {
  Best best;
  for (size_t i = 0; i < act.provisions.size(); ++i) {
    if (!is_top(act, act.provisions[i])) continue;
    Relevance found = assess_provision(act, static_cast<int>(i), context);
    // Of equal ones the later stage of a bill, the earlier article of an act.
    const bool better =
        best.provision < 0 || found.score > best.relevance.score ||
        (found.score == best.relevance.score && act.provisions[i].type == ProvisionType::stage);
    if (better) best = {static_cast<int>(i), std::move(found)};
  }
  return best;
}

// The text as it stands on record, in whatever source the watched act is kept.
std::optional<Act> on_record(Versions& versions, const ActId& id, const std::string& language) {
  for (const Expression& expression : versions.expressions(id)) {
    if (expression.language != language) continue;
    if (const auto version = versions.newest(expression.id)) return versions.load(version->id);
  }
  return {};
}

bool touches(const Watch& watch, const std::vector<Instruction>& orders, const Act& target) {
  if (watch.articles.empty()) return true;
  for (const Instruction& order : orders)
    for (const std::string& eid : order.targets) {
      if (watch.covers(eid)) return true;
      const Provision* place = target.find(eid);
      const int article =
          place == nullptr ? -1 : target.article_of(static_cast<int>(place - target.provisions.data()));
      if (article >= 0 && watch.covers(target.provisions[static_cast<size_t>(article)].eid)) return true;
    }
  return false;
}

Coming coming_to(const Act& target, const AmendingAct& orders, const Watch& watch,
                 AssessmentContext context) {
  context.watch = &watch;
  std::vector<const Instruction*> all;
  for (const Instruction& order : orders.instructions) all.push_back(&order);
  Outlook outlook = outlook_of(target, orders, all, context);
  Coming out{.title = watch.title, .changes = {}, .whole = true};
  for (const Instruction* order : outlook.left) out.whole &= !touches(watch, {*order}, target);
  for (Change& change : outlook.set.changes) {
    if (change.editorial || !change.relevance.relevant) continue;
    for (Effect& effect : change.effects)
      if (!effect.via) effect.via = target.id.value;
    out.changes.push_back(std::move(change));
  }
  return out;
}

// What of the watch list the act gives orders to, and where in the act the first of them stands.
std::vector<Coming> add_watched(Environment& environment, Versions& versions, const Source& source,
                                const Act& act, const AssessmentContext& context, Best& best) {
  std::vector<Coming> coming;
  for (const Watch& watch : environment.catalogue().country(source.country)->watch) {
    if (!watch.jurisdiction.empty() && watch.jurisdiction != source.jurisdiction) continue;
    const auto target = on_record(versions, source.act_id(watch.act), act.language);
    if (!target) continue;
    const AmendingAct orders = orders_to(act, *context.profile, *target);
    if (orders.instructions.empty() || !touches(watch, orders.instructions, *target)) continue;
    if (const Provision* place = act.find(orders.instructions.front().eid); place && !best.relevance.relevant)
      best.provision = static_cast<int>(place - act.provisions.data());
    if (best.relevance.topics.empty()) best.relevance.topics.push_back({"general", kWatched, {}});
    best.relevance.topics.front().why.push_back(fmt::format("watch list: amends {}", watch.title));
    best.relevance.score = std::max(best.relevance.score, kWatched);
    best.relevance.relevant = true;
    coming.push_back(coming_to(*target, orders, watch, context));
  }
  return coming;
}

// "Criminal Code: art. 283(3) on its face eases, art. 284 on its face mixed and 3 more": what a reader looks
// up first.
std::string coming_words(const Coming& coming, SummaryLanguage language) {
  constexpr size_t kNamed = 4;
  std::string out = coming.title + ":";
  for (size_t i = 0; i < coming.changes.size() && i < kNamed; ++i) {
    const Change& change = coming.changes[i];
    const std::string number = spoken_number(change.side().eid);
    out += fmt::format("{} {}{} {}", i == 0 ? "" : ",", say(language, "art. ", "ст. "),
                       number.empty() ? change.side().label : number,
                       direction_phrase(change.direction, language));
  }
  if (coming.changes.size() > kNamed)
    out +=
        fmt::format(fmt::runtime(say(language, " and {} more", " и ещё {}")), coming.changes.size() - kNamed);
  return out;
}

// The effects of an announced act are those of its orders; where some could not be carried out, they do not
// decide.
void tell_coming(Change& change, const std::vector<Coming>& coming) {
  bool whole = true;
  for (const Coming& each : coming) {
    whole &= each.whole;
    if (each.changes.empty()) continue;
    for (const Change& one : each.changes)
      change.effects.insert(change.effects.end(), one.effects.begin(), one.effects.end());
    change.summary_en += "; will change " + coming_words(each, SummaryLanguage::en);
    change.summary_ru += "; изменит: " + coming_words(each, SummaryLanguage::ru);
  }
  if (change.effects.empty() || !whole) return;
  const Judgement judged = overall(change.effects);
  change.direction = judged.direction;
  change.reason = judged.reason;
}

}  // namespace

bool is_news(const Source& source, const Document& document, const std::vector<Document>& of_source) {
  if (source.kind == SourceKind::consolidated || of_source.empty()) return false;
  const auto first = std::min_element(of_source.begin(), of_source.end(), [](const auto& a, const auto& b) {
    return a.first_seen < b.first_seen;
  });
  return document.first_seen - first->first_seen > kFirstLook;
}

std::optional<Change> announcement(Environment& environment, Versions& versions, const Source& source,
                                   const Act& act, const LanguageProfile& profile) {
  const auto lexicon = environment.lexicon(act.language);
  const AssessmentContext context{.profile = &profile,
                                  .lexicon = lexicon.get(),
                                  .topics = &environment.topics(),
                                  .watch = environment.catalogue().watch(act.id),
                                  .country = environment.catalogue().country_of(act.id)};
  Best best = most_relevant(act, context);
  const auto coming = add_watched(environment, versions, source, act, context, best);
  if (best.provision < 0 || !best.relevance.relevant) return {};
  const Provision& shown = act.provisions[static_cast<size_t>(best.provision)];
  Change change;
  change.kind = ChangeKind::announced;
  change.new_side = ChangeSide{.eid = shown.eid,
                               .num = shown.num,
                               .label = shown.label,
                               .heading = shown.heading,
                               .path = act.path(best.provision),
                               .text = ellipsis(act.subtree_text(best.provision), kLongestText)};
  if (const int article = act.article_of(best.provision); article >= 0)
    change.new_article = act.provisions[static_cast<size_t>(article)].eid;
  change.redline = {{EditOp::insert, change.new_side->text}};
  change.relevance = std::move(best.relevance);
  change.reason = "partial_text";
  const std::string title = ellipsis(act.title, 160);
  change.summary_en = (source.kind == SourceKind::bills ? "new bill: " : "announced: ") + title;
  change.summary_ru = (source.kind == SourceKind::bills ? "новый законопроект: " : "опубликовано: ") + title;
  tell_coming(change, coming);
  return change;
}

}  // namespace zakonwatch
