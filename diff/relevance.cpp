// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/relevance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/text.h"

namespace zakonwatch {
namespace {

// What a mention is worth by place. Text mentions count by how densely they stand: one in kDense words says
// that the rule is about it, one in a page says that it occurs there.
constexpr double kRedline = 0.8, kHeading = 0.6, kOpening = 0.55, kText = 0.45, kChapter = 0.2,
                 kActTitle = 0.6;
constexpr double kDense = 40;  // words per mention
constexpr double kWatched = 0.9;
constexpr double kAloneAtRest =
    0.45;  // HIV or sex work where no drug is named: relevant when the words change
constexpr double kOwnConcepts = 0.3;  // a topic needs this much of its own concepts
constexpr size_t kReasons = 6;

double worth(Place place) {
  switch (place) {
    case Place::redline:
      return kRedline;
    case Place::heading:
      return kHeading;
    case Place::opening:
      return kOpening;
    case Place::text:
      return kText;
    case Place::chapter:
      return kChapter;
    case Place::act_title:
      return kActTitle;
  }
  return 0;
}

std::string_view name(Place place) {
  switch (place) {
    case Place::redline:
      return "redline";
    case Place::heading:
      return "heading";
    case Place::opening:
      return "opening words";
    case Place::text:
      return "text";
    case Place::chapter:
      return "chapter heading";
    case Place::act_title:
      return "title of the act";
  }
  return "";
}

// A concept met in one place: how strongly (0..1 before its weight) and by which words.
struct Mention {
  Place place = Place::text;
  double strength = 0;
  std::string words;
};
using Mentions = std::map<std::string, std::vector<Mention>>;

// Words quoted in a reason: one line, not too long.
std::string quote(const std::string& words) { return ellipsis(squeeze_space(words), 60); }

bool touches(const ConceptHit& hit, const std::vector<Word>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Word& range) { return hit.begin < range.end && range.begin < hit.end; });
}

bool ranged(Place place) { return place == Place::redline || place == Place::opening; }

// Words that a mention is measured against: headings and titles are short by nature, texts are not.
double size_in_words(const Piece& piece) {
  if (piece.place != Place::text && piece.place != Place::redline) return 0;
  if (piece.place == Place::text) return static_cast<double>(words(piece.text).size());
  size_t count = 0;
  for (const Word& range : piece.ranges)
    count += words(std::string_view(piece.text).substr(range.begin, range.end - range.begin)).size();
  return static_cast<double>(count);
}

void take(Mentions& mentions, const Piece& piece, const Lexicon& lexicon) {
  std::map<std::string, std::pair<int, std::string>> counted;
  for (auto& hit : lexicon.find(piece.text)) {
    if (ranged(piece.place) && !touches(hit, piece.ranges)) continue;
    auto& [count, first] = counted[hit.concept_id];
    if (count++ == 0) first = std::move(hit.words);
  }
  const double size = std::max(size_in_words(piece), kDense);
  const bool measured = piece.place == Place::text || piece.place == Place::redline;
  for (auto& [concept_id, found] : counted) {
    const double share = measured ? std::min(1.0, found.first * kDense / size) : 1.0;
    mentions[concept_id].push_back({piece.place, worth(piece.place) * share, std::move(found.second)});
  }
}

// The strongest mention of each place; places add up, up to 1.
double strength(const std::vector<Mention>& mentions) {
  std::map<Place, double> best;
  for (const Mention& mention : mentions)
    best[mention.place] = std::max(best[mention.place], mention.strength);
  double sum = 0;
  for (const auto& [_, value] : best) sum += value;
  return std::min(1.0, sum);
}

std::vector<std::string> reasons(const std::string& concept_id, const std::vector<Mention>& mentions) {
  std::vector<std::string> out;
  for (const Mention& mention : mentions) {
    const auto reason =
        fmt::format("concept {} in {}: {}", concept_id, name(mention.place), quote(mention.words));
    if (std::find(out.begin(), out.end(), reason) == out.end()) out.push_back(reason);
  }
  return out;
}

// Concepts ordered by what they contribute, and their sum.
struct Tally {
  double score = 0;
  std::vector<std::pair<double, std::string>> parts;  // contribution, reason
};

// How much a text is about drugs. The places of all subject concepts are joined before they add up, so a
// list of ten substances counts as dense text, not as ten headings.
Tally subject(const Mentions& mentions, const std::map<std::string, double>& weights) {
  Tally tally;
  std::map<Place, double> best;
  double text = 0;
  for (const auto& [concept_id, weight] : weights) {
    const auto found = mentions.find(concept_id);
    if (found == mentions.end()) continue;
    for (const Mention& mention : found->second) {
      const double value = weight * mention.strength;
      if (mention.place == Place::text)
        text += value;
      else
        best[mention.place] = std::max(best[mention.place], value);
    }
    for (auto& reason : reasons(concept_id, found->second))
      tally.parts.emplace_back(weight * strength(found->second), std::move(reason));
  }
  best[Place::text] = std::min(kText, text);
  for (const auto& [_, value] : best) tally.score += value;
  tally.score = std::min(1.0, tally.score);
  return tally;
}

Tally own_concepts(const Mentions& mentions, const Topic& topic) {
  Tally tally;
  for (const auto& [concept_id, weight] : topic.concepts) {
    const auto found = mentions.find(concept_id);
    if (found == mentions.end()) continue;
    const double value = weight * strength(found->second);
    tally.score += value;
    for (auto& reason : reasons(concept_id, found->second))
      tally.parts.emplace_back(value, std::move(reason));
  }
  const bool required =
      topic.requires_any.empty() || std::any_of(topic.requires_any.begin(), topic.requires_any.end(),
                                                [&](const auto& id) { return mentions.contains(id); });
  tally.score = required ? std::min(1.0, tally.score) : 0.0;
  return tally;
}

std::vector<std::string> strongest(std::vector<std::pair<double, std::string>> parts) {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> out;
  for (auto& [_, reason] : parts) {
    if (out.size() == kReasons) break;
    if (std::find(out.begin(), out.end(), reason) == out.end()) out.push_back(std::move(reason));
  }
  return out;
}

double rounded(double score) { return std::round(score * 100) / 100; }

TopicScore topic_score(const Topic& topic, const Tally& about, Tally own, bool in_redline) {
  double score = about.score * std::min(1.0, 0.5 + own.score);
  if (topic.alone) score = std::max(score, in_redline ? own.score : std::min(own.score, kAloneAtRest));
  const auto drug = strongest(about.parts);
  TopicScore out{topic.id, rounded(score), strongest(std::move(own.parts))};
  for (size_t i = 0; i < drug.size() && i < 2; ++i)
    if (std::find(out.why.begin(), out.why.end(), drug[i]) == out.why.end()) out.why.push_back(drug[i]);
  return out;
}

bool in_redline(const Mentions& mentions, const Topic& topic) {
  return std::any_of(topic.concepts.begin(), topic.concepts.end(), [&](const auto& weighted) {
    const auto found = mentions.find(weighted.first);
    return found != mentions.end() && std::any_of(found->second.begin(), found->second.end(),
                                                  [](const Mention& m) { return m.place == Place::redline; });
  });
}

// What everything about drugs is called when no topic describes it better.
constexpr const char* kGeneral = "general";

std::vector<TopicScore> topic_scores(const Mentions& mentions, const Tally& about, const Topics& topics) {
  std::vector<TopicScore> out;
  for (const Topic& topic : topics.all()) {
    Tally own = own_concepts(mentions, topic);
    if (own.score < kOwnConcepts || (about.score == 0 && !topic.alone)) continue;
    TopicScore scored = topic_score(topic, about, std::move(own), in_redline(mentions, topic));
    if (scored.score > 0) out.push_back(std::move(scored));
  }
  if (out.empty() && about.score > 0) out.push_back({kGeneral, rounded(about.score), strongest(about.parts)});
  return out;
}

void add_watch(Relevance& relevance, std::string_view article_eid, const Watch& watch) {
  const bool whole = watch.articles.empty();
  if (!whole && (article_eid.empty() || !watch.covers(article_eid))) return;
  std::string number(article_eid.substr(
      article_eid.rfind("art_") == std::string_view::npos ? 0 : article_eid.rfind("art_") + 4));
  std::replace(number.begin(), number.end(), '_', '.');
  const std::string reason = whole ? fmt::format("watch list: {}", watch.title)
                                   : fmt::format("watch list: {} art. {}", watch.title, number);
  for (const auto& id : watch.topics) {
    const bool known = std::any_of(relevance.topics.begin(), relevance.topics.end(),
                                   [&](const auto& t) { return t.id == id; });
    if (!known) relevance.topics.push_back({id, kWatched, {}});
  }
  if (relevance.topics.empty()) relevance.topics.push_back({kGeneral, kWatched, {}});
  for (auto& topic : relevance.topics) {
    topic.score = std::max(topic.score, kWatched);
    topic.why.insert(topic.why.begin(), reason);
  }
  relevance.score = std::max(relevance.score, kWatched);
}

}  // namespace

Relevance judge(const std::vector<Piece>& pieces, std::string_view article_eid,
                const AssessmentContext& context, const std::string& named) {
  Relevance relevance;
  if (context.lexicon != nullptr && context.topics != nullptr) {
    Mentions mentions;
    for (const Piece& piece : pieces) take(mentions, piece, *context.lexicon);
    Tally about = subject(mentions, context.topics->subject());
    if (!named.empty()) {
      about.score = std::max(about.score, kRedline);
      about.parts.emplace_back(kRedline, "watch list: names " + named);
    }
    relevance.topics = topic_scores(mentions, about, *context.topics);
    relevance.score = rounded(about.score);
    for (const auto& topic : relevance.topics) relevance.score = std::max(relevance.score, topic.score);
  }
  if (context.watch != nullptr) add_watch(relevance, article_eid, *context.watch);
  std::stable_sort(relevance.topics.begin(), relevance.topics.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  relevance.relevant = relevance.score >= context.threshold;
  return relevance;
}

}  // namespace zakonwatch
