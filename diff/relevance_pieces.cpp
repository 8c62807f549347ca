// SPDX-License-Identifier: GPL-3.0-or-later
// What of an act is looked at when a provision or a change of it is judged (declared in diff/relevance.h).
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "diff/named_articles.h"
#include "diff/relevance.h"

namespace zakonwatch {
namespace {

constexpr size_t kOpeningWords = 20;  // the conduct or the object stands in a rule's first words
constexpr size_t kLongArticle = 400;  // words; past it a paragraph speaks for itself
constexpr size_t kTextLimit = 20000;  // bytes of an article that are read for its parts

bool is_container(ProvisionType type) {
  return type == ProvisionType::part || type == ProvisionType::book || type == ProvisionType::section ||
         type == ProvisionType::chapter;
}
bool is_annex(ProvisionType type) { return type == ProvisionType::annex || type == ProvisionType::doc; }

std::string clipped(std::string text, size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  text.resize(limit);
  return text;
}

Word first_words(std::string_view text, size_t count) {
  const auto found = words(text);
  return {0, found.empty() ? 0 : found[std::min(count, found.size()) - 1].end};
}

// Own texts of a provision and everything below it, headings left out; table cells stand in the text.
std::string texts_below(const Act& act, int index) {
  std::string out;
  const int end = act.subtree_end(index);
  for (int i = index; i < end && out.size() < kTextLimit; ++i) {
    const Provision& part = act.provisions[static_cast<size_t>(i)];
    if (i != index && part.heading) out += *part.heading + "\n";
    if (!part.text.empty())
      out += part.text + "\n";
    else
      for (const auto& cell : part.cells) out += cell + "\n";
  }
  return clipped(std::move(out), kTextLimit);
}

void add_ancestors(const Act& act, int index, std::vector<Piece>& pieces) {
  for (int i = act.provisions[static_cast<size_t>(index)].parent; i >= 0;
       i = act.provisions[static_cast<size_t>(i)].parent) {
    const Provision& part = act.provisions[static_cast<size_t>(i)];
    if (part.heading)
      pieces.push_back({is_annex(part.type) ? Place::heading : Place::chapter, *part.heading});
  }
  if (!act.title.empty()) pieces.push_back({Place::act_title, act.title});
}

// A rule with what stands below it: heading, opening words, text.
void add_rule(const Act& act, int index, std::vector<Piece>& pieces) {
  const Provision& rule = act.provisions[static_cast<size_t>(index)];
  if (rule.heading) pieces.push_back({Place::heading, *rule.heading});
  std::string text = texts_below(act, index);
  pieces.push_back({Place::opening, text, {first_words(text, kOpeningWords)}});
  pieces.push_back({Place::text, std::move(text)});
}

std::vector<Word> changed_ranges(const Redline& redline, EditOp side) {
  std::vector<Word> out;
  uint32_t at = 0;
  for (const Edit& edit : redline) {
    if (edit.op != EditOp::equal && edit.op != side) continue;
    const auto end = at + static_cast<uint32_t>(edit.text.size());
    if (edit.op == side) out.push_back({at, end});
    at = end;
  }
  return out;
}

int index_of(const Act& act, const std::string& eid) {
  const Provision* found = act.find(eid);
  return found == nullptr ? -1 : static_cast<int>(found - act.provisions.data());
}

// The side as it stands in its act, and its changed words.
void add_side(const Change& change, const ChangeSide& side, const Act& act, int index, EditOp op,
              std::vector<Piece>& pieces) {
  if (index >= 0)
    pieces = pieces_of(act, index);
  else
    pieces.push_back({Place::text, side.text});
  const bool whole = change.kind == ChangeKind::inserted || change.kind == ChangeKind::repealed ||
                     (change.kind == ChangeKind::stage && (!change.old_side || !change.new_side));
  if (whole)
    pieces.push_back({Place::redline, side.text, {{0, static_cast<uint32_t>(side.text.size())}}});
  else
    pieces.push_back({Place::redline, side.text, changed_ranges(change.redline, op)});
  if (change.heading_redline && side.heading)
    pieces.push_back({Place::redline, *side.heading, changed_ranges(*change.heading_redline, op)});
}

void add_topics(Relevance& into, const Relevance& from) {
  for (const TopicScore& topic : from.topics) {
    const auto known = std::find_if(into.topics.begin(), into.topics.end(),
                                    [&](const TopicScore& other) { return other.id == topic.id; });
    if (known == into.topics.end())
      into.topics.push_back(topic);
    else if (known->score < topic.score)
      *known = topic;
  }
  std::stable_sort(into.topics.begin(), into.topics.end(),
                   [](const TopicScore& a, const TopicScore& b) { return a.score > b.score; });
  into.score = std::max(into.score, from.score);
  into.relevant = into.relevant || from.relevant;
}

// A chapter that comes or goes whole matters as much as the article in it that matters most: in the words of
// the chapter as a whole a few articles about drugs are lost.
void add_articles_inside(Relevance& judged, const Act& act, int top, EditOp op,
                         const AssessmentContext& context) {
  if (top < 0 || !is_container(act.provisions[static_cast<size_t>(top)].type)) return;
  const int end = act.subtree_end(top);
  for (int i = top + 1; i < end; ++i) {
    const Provision& article = act.provisions[static_cast<size_t>(i)];
    if (article.type != ProvisionType::article) continue;
    Change one;
    one.kind = op == EditOp::insert ? ChangeKind::inserted : ChangeKind::repealed;
    const ChangeSide side{.eid = article.eid, .heading = article.heading, .text = act.subtree_text(i)};
    std::vector<Piece> pieces;
    add_side(one, side, act, i, op, pieces);
    add_topics(judged, judge(pieces, article.eid, context));
  }
}

}  // namespace

std::vector<Piece> pieces_of(const Act& act, int provision) {
  std::vector<Piece> pieces;
  const Provision& own = act.provisions[static_cast<size_t>(provision)];
  const int article = act.article_of(provision);
  const int rule = article >= 0 ? article : provision;
  if (is_container(own.type)) {
    if (own.heading) pieces.push_back({Place::heading, *own.heading});
  } else {
    add_rule(act, rule, pieces);
    if (rule != provision && words(pieces.back().text).size() > kLongArticle)
      pieces.push_back({Place::opening, own.text, {first_words(own.text, kOpeningWords)}});
  }
  add_ancestors(act, rule, pieces);
  return pieces;
}

Relevance assess_provision(const Act& act, int provision, const AssessmentContext& context) {
  const int article = act.article_of(provision);
  const std::string eid = article < 0 ? std::string() : act.provisions[static_cast<size_t>(article)].eid;
  return judge(pieces_of(act, provision), eid, context);
}

Relevance judge_change(const Change& change, const Act& old_act, const Act& new_act,
                       const AssessmentContext& context) {
  std::optional<Relevance> best;
  const std::string named = change.editorial ? "" : in_words(newly_named(change, context), context);
  const auto consider = [&](const std::optional<ChangeSide>& side, const Act& act, EditOp op,
                            const std::string& article) {
    if (!side) return;
    std::vector<Piece> pieces;
    const int index = index_of(act, side->eid);
    add_side(change, *side, act, index, op, pieces);
    Relevance judged = judge(pieces, article, context, named);
    if (change.scope == Scope::subtree) add_articles_inside(judged, act, index, op, context);
    if (!best || judged.score > best->score) best = std::move(judged);
  };
  consider(change.new_side, new_act, EditOp::insert, change.new_article);
  consider(change.old_side, old_act, EditOp::remove, change.old_article);
  return best.value_or(Relevance{});
}

}  // namespace zakonwatch
