// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query.h"

#include <algorithm>

#include "base/text.h"
#include "index/fields.h"
#include "index/query_concepts.h"
#include "index/tokens.h"

namespace zakonwatch {
namespace {

using Xapian::Query;

constexpr double kInflectedWeight = 0.8, kConceptWeight = 0.7, kNumberWeight = 3.0;
constexpr Xapian::termcount kPrefixTerms = 200;  // of word*, the most frequent ones
constexpr size_t kScannedTerms = 3'000, kInflections = 60;
constexpr size_t kShortestInflected = 5;  // letters: shorter words share beginnings by chance
constexpr size_t kShortestBeginning = 4;
constexpr size_t kLongBeginning = 6;  // of so many common letters, endings of four are believed

// How many letters of a word may be its ending: наркотичн|их, narkotik|u, конопл|і.
size_t ending_of(size_t letters) { return letters >= 8 ? 3 : letters >= 6 ? 2 : 1; }
size_t other_ending_of(size_t common) { return common >= kLongBeginning ? 4 : 3; }

size_t common_letters(std::string_view a, std::string_view b) {
  size_t letters = 0;
  for (size_t at = 0, next = 0; at < std::min(a.size(), b.size()); at = next, ++letters) {
    next_code_point(a, next);
    if (a.substr(at, next - at) != b.substr(at, next - at)) break;
  }
  return letters;
}

std::string without_last(std::string_view term, size_t letters) {
  size_t end = term.size();
  for (; letters > 0 && end > 0; --letters) do
      --end;
    while (end > 0 && (static_cast<unsigned char>(term[end]) & 0xC0U) == 0x80U);
  return std::string(term.substr(0, end));
}

struct Weighed {
  Xapian::doccount frequency;
  std::string term;
};

// Words of the index that begin as this one does and end otherwise within a few letters.
std::vector<std::string> inflections(const Xapian::Database& database, const std::string& word) {
  const size_t letters = count_letters(word);
  if (letters < kShortestInflected) return {};
  const size_t ending = std::min(ending_of(letters), letters - kShortestBeginning);
  const std::string beginning = without_last(word, ending);
  std::vector<Weighed> found;
  size_t scanned = 0;
  for (auto term = database.allterms_begin(beginning); term != database.allterms_end(beginning); ++term) {
    if (++scanned > kScannedTerms) break;
    const std::string candidate = *term;
    const size_t common = common_letters(word, candidate);
    if (candidate != word && count_letters(candidate) <= common + other_ending_of(common))
      found.push_back({term.get_termfreq(), candidate});
  }
  std::sort(found.begin(), found.end(),
            [](const Weighed& a, const Weighed& b) { return a.frequency > b.frequency; });
  if (found.size() > kInflections) found.resize(kInflections);
  std::vector<std::string> terms;
  for (Weighed& each : found) terms.push_back(std::move(each.term));
  return terms;
}

Query any_of(const std::vector<Query>& queries) {
  return Query(Query::OP_MAX, queries.begin(), queries.end());
}

class QueryBuilder {
 public:
  QueryBuilder(const Xapian::Database& database, Stems& stems, Sought& sought)
      : database_(database), stems_(stems), sought_(sought) {}

  Query item(const QueryItem& item, const std::vector<std::string>& concepts) {
    switch (item.kind) {
      case QueryItem::Kind::phrase:
        return phrase(item);
      case QueryItem::Kind::prefix:
        return prefix(item);
      case QueryItem::Kind::number:
        return number(item);
      case QueryItem::Kind::word:
        break;
    }
    std::vector<Query> ways = {exact(item.terms.front()), inflected(item)};
    for (const std::string& concept_id : concepts) ways.push_back(concept_query(concept_id));
    return any_of(ways);
  }

  Query concept_query(const std::string& concept_id) {
    sought_.concepts.insert(concept_id);
    return {Query::OP_SCALE_WEIGHT, Query(fields::term(fields::kConcept, concept_id)), kConceptWeight};
  }

 private:
  Query exact(const std::string& term) {
    sought_.terms.insert(term);
    return Query(term);
  }

  Query inflected(const QueryItem& item) {
    std::vector<std::string> terms = inflections(database_, item.terms.front());
    for (const std::string& language : Stems::languages_for(item.printed)) {
      const std::string& stem = stems_.of(language, item.printed);
      if (count_letters(stem) < 2) continue;
      sought_.stems.insert(language + stem);
      terms.push_back(std::string(fields::kStem) + language + stem);
      terms.push_back(stem);
    }
    for (const std::string& term : terms)
      if (!term.starts_with(fields::kStem)) sought_.terms.insert(term);
    return {Query::OP_SCALE_WEIGHT, Query(Query::OP_SYNONYM, terms.begin(), terms.end()), kInflectedWeight};
  }

  Query phrase(const QueryItem& item) {
    for (const std::string& term : item.terms) sought_.terms.insert(term);
    return {Query::OP_PHRASE, item.terms.begin(), item.terms.end()};
  }

  Query prefix(const QueryItem& item) {
    sought_.prefixes.push_back(item.terms.front());
    return {Query::OP_WILDCARD, item.terms.front(), kPrefixTerms, Query::WILDCARD_LIMIT_MOST_FREQUENT};
  }

  // The provision that bears the number, before those that name it.
  Query number(const QueryItem& item) {
    std::vector<std::string> pieces;
    for (Token& token : tokenise(item.printed)) pieces.push_back(std::move(token.term));
    for (const std::string& piece : pieces) sought_.terms.insert(piece);
    const Query bearer(fields::term(fields::kNumber, item.terms.front()));
    return any_of({Query(Query::OP_SCALE_WEIGHT, bearer, kNumberWeight),
                   Query(Query::OP_PHRASE, pieces.begin(), pieces.end())});
  }

  const Xapian::Database& database_;
  Stems& stems_;
  Sought& sought_;
};

Query join(Query::op op, const std::vector<Query>& queries) {
  return Query(op, queries.begin(), queries.end());
}

// The parts of a query, each of which a document should satisfy.
struct Parts {
  std::vector<Query> wanted, welcome, excluded;
};

Parts build_parts(const std::vector<QueryItem>& items, const QueryConcepts& concepts, QueryBuilder& builder,
                  QueryBuilder& unsought) {
  Parts parts;
  auto run = concepts.runs.begin();
  std::vector<Query> together;  // the words of the run at hand
  for (size_t i = 0; i < items.size(); ++i) {
    const QueryItem& item = items[i];
    const bool in_run = run != concepts.runs.end() && i >= run->first;
    if (item.excluded)
      parts.excluded.push_back(unsought.item(item, {}));
    else if (item.optional)
      parts.welcome.push_back(builder.item(item, {}));
    else
      (in_run ? together : parts.wanted).push_back(builder.item(item, concepts.of_item[i]));
    if (!in_run || i < run->last) continue;
    parts.wanted.push_back(any_of({join(Query::OP_AND, together), builder.concept_query(run->concept_id)}));
    together.clear();
    ++run;
  }
  return parts;
}

Query completed(const Query& wanted, const Parts& parts) {
  Query query = wanted;
  if (!parts.welcome.empty()) query = Query(Query::OP_AND_MAYBE, query, join(Query::OP_OR, parts.welcome));
  if (!parts.excluded.empty()) query = Query(Query::OP_AND_NOT, query, join(Query::OP_OR, parts.excluded));
  return query;
}

}  // namespace

BuiltQuery build_query(const std::vector<QueryItem>& items, const Xapian::Database& database,
                       const LexiconList& lexicons, Stems& stems) {
  BuiltQuery built;
  Sought unsought;  // excluded words are not to be shown as matches
  QueryBuilder builder(database, stems, built.sought), excluder(database, stems, unsought);
  const Parts parts = build_parts(items, find_concepts(items, lexicons), builder, excluder);
  built.all = completed(join(Query::OP_AND, parts.wanted), parts);
  if (parts.wanted.size() > 1) built.any = completed(join(Query::OP_OR, parts.wanted), parts);
  return built;
}

}  // namespace zakonwatch
