// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/index_documents.h"

#include <fmt/core.h>

#include <charconv>
#include <set>

#include "diff/compare.h"

namespace zakonwatch {
namespace {

std::vector<std::string> concepts_in(const Lexicon* lexicon, std::string_view text) {
  std::set<std::string> found;
  if (lexicon != nullptr)
    for (const ConceptHit& hit : lexicon->find(text)) found.insert(hit.concept_id);
  return {found.begin(), found.end()};
}

std::vector<std::string> topic_ids(const Relevance& relevance) {
  std::vector<std::string> out;
  for (const TopicScore& topic : relevance.topics)
    if (topic.score >= kRelevant) out.push_back(topic.id);
  return out;
}

bool holds_article(const Act& act, int index) {
  for (int i = index + 1, end = act.subtree_end(index); i < end; ++i)
    if (act.provisions[static_cast<size_t>(i)].type == ProvisionType::article) return true;
  return false;
}

}  // namespace

std::vector<int> indexed_provisions(const Act& act) {
  std::vector<int> out;
  for (int i = 0; i < static_cast<int>(act.provisions.size());) {
    const bool article = act.provisions[static_cast<size_t>(i)].type == ProvisionType::article;
    if (!article && holds_article(act, i)) {
      ++i;  // a chapter: its articles speak for it
      continue;
    }
    out.push_back(i);
    i = act.subtree_end(i);
  }
  return out;
}

std::vector<IndexDocument> index_documents(Environment& environment, const IndexedVersion& indexed) {
  const Act& act = *indexed.act;
  const auto lexicon = environment.lexicon(act.language);
  const auto profile = environment.language(act.language);
  const AssessmentContext context{.profile = profile.get(),
                                  .lexicon = lexicon.get(),
                                  .topics = &environment.topics(),
                                  .watch = environment.catalogue().watch(act.id),
                                  .country = environment.catalogue().country_of(act.id)};
  std::vector<IndexDocument> out;
  for (const int i : indexed_provisions(act)) {
    const Provision& provision = act.provisions[static_cast<size_t>(i)];
    IndexDocument document{.id = fmt::format("p:{}:{}", indexed.version->id.value, provision.eid),
                           .act = act.id.value,
                           .title = act.title,
                           .eid = provision.eid,
                           .label = provision.label,
                           .country = indexed.country,
                           .source = indexed.source,
                           .language = act.language,
                           .heading = provision.heading.value_or(""),
                           .text = act.subtree_text(i),
                           .number = provision.num};
    document.concepts = concepts_in(lexicon.get(), document.text);
    document.topics = topic_ids(assess_provision(act, i, context));
    document.valid_from = indexed.version->valid_from;
    document.valid_until = indexed.valid_until;
    out.push_back(std::move(document));
  }
  return out;
}

IndexDocument index_document(Environment& environment, const RecordedChange& recorded) {
  const Change& change = recorded.change;
  const ChangeSide& side = change.side();
  const Source* source = environment.catalogue().source(recorded.source.value);
  const std::string language = source == nullptr ? "" : source->document.language;
  IndexDocument document{.id = fmt::format("c:{}", recorded.seq.value),
                         .act = recorded.act.value,
                         .title = recorded.act_title,
                         .eid = side.eid,
                         .label = side.label,
                         .country = recorded.country,
                         .source = recorded.source.value,
                         .language = language,
                         .heading = side.heading.value_or(""),
                         .number = side.num};
  for (const Edit& edit : change.redline) document.text += edit.text;  // old and new words alike are findable
  const auto lexicon = language.empty() ? nullptr : environment.lexicon(language);
  document.concepts = concepts_in(lexicon.get(), document.text);
  document.topics = topic_ids(change.relevance);
  document.valid_from = recorded.valid_from;
  return document;
}

std::optional<IndexedId> parse_provision_id(std::string_view id) {
  if (!id.starts_with("p:")) return {};
  id.remove_prefix(2);
  const size_t colon = id.find(':');
  if (colon == std::string_view::npos) return {};
  int64_t version = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + colon, version);
  if (error != std::errc() || end != id.data() + colon) return {};
  return IndexedId{VersionId(version), std::string(id.substr(colon + 1))};
}

}  // namespace zakonwatch
