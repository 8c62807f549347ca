// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/searcher.h"

#include <algorithm>

#include "base/text.h"
#include "index/document_terms.h"
#include "index/facets.h"
#include "index/fields.h"
#include "index/query.h"
#include "index/snippet.h"
#include "index/xapian_guard.h"

namespace zakonwatch {
namespace {

using Xapian::Query;

constexpr Xapian::doccount kCounted =
    10'000;  // matches counted exactly; beyond, totals and facets are lower bounds

Query term_query(std::string_view prefix, std::string_view value) {
  return Query(fields::term(prefix, value));
}

std::string next_day(Date date) {
  return fields::sortable(std::chrono::sys_days(date) + std::chrono::days(1));
}

// Holds on the day: from <= day < until.
Query in_force_on(Date date) {
  return {Query::OP_FILTER, Query(Query::OP_VALUE_LE, fields::kValidFromSlot, fields::sortable(date)),
          Query(Query::OP_VALUE_GE, fields::kValidUntilSlot, next_day(date))};
}

Query in_force_now() { return {Query::OP_VALUE_GE, fields::kValidUntilSlot, fields::kOpenEnd}; }

Query filters(const SearchQuery& query) {
  std::vector<Query> all = {term_query(fields::kKind, query.changes ? "c" : "p")};
  std::string country = query.country;
  for (char& c : country) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  if (!country.empty()) all.push_back(term_query(fields::kCountry, country));
  if (!query.topic.empty()) all.push_back(term_query(fields::kTopic, query.topic));
  if (!query.history && !query.changes) {
    const Date day = query.as_of.value_or(query.today);
    all.push_back(day.ok() ? in_force_on(day) : in_force_now());
  }
  return {Query::OP_AND, all.begin(), all.end()};
}

struct Matches {
  Xapian::MSet set;
  std::map<std::string, std::map<std::string, size_t>> facets;
};

Matches match(const Xapian::Database& database, const Query& query, size_t limit) {
  FacetSpy spy;
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.add_matchspy(&spy);
  const auto wanted = static_cast<Xapian::doccount>(std::min<size_t>(limit, kCounted));
  Xapian::MSet set = enquire.get_mset(0, wanted, kCounted);
  return {std::move(set), spy.facets()};
}

const Lexicon* lexicon_of(const LexiconList& lexicons, const std::string& language) {
  for (const auto& lexicon : lexicons)
    if (lexicon->language() == language) return lexicon.get();
  return nullptr;
}

SearchHit to_hit(ResultLine line, double score) {
  SearchHit hit;
  hit.id = std::move(line.id);
  hit.act = std::move(line.act);
  hit.title = std::move(line.title);
  hit.eid = std::move(line.eid);
  hit.label = std::move(line.label);
  hit.country = std::move(line.country);
  hit.source = std::move(line.source);
  hit.valid_from = line.valid_from;
  hit.valid_until = line.valid_until;
  hit.score = score;
  return hit;
}

void explain(SearchHit& hit, const Snippet& snippet) {
  for (const std::string& concept_id : snippet.concepts) hit.why.push_back("concept " + concept_id);
  for (const std::string& word : snippet.words) hit.why.push_back("word " + word);
}

}  // namespace

struct Searcher::Impl {
  std::filesystem::path folder;
  Xapian::Database database;
  std::filesystem::file_time_type opened_stub;
  Stems stems;

  std::filesystem::file_time_type stub_time() const {
    std::error_code ignored;
    return std::filesystem::last_write_time(folder / "XAPIANDB", ignored);
  }
  void open() {
    opened_stub = stub_time();
    database = Xapian::Database(folder.string());
  }
  // The newest commit; after a rebuild the stub names another database.
  void refresh() {
    if (stub_time() != opened_stub) return open();
    database.reopen();
  }
  SearchResults search(const std::vector<QueryItem>& items, const SearchQuery& query,
                       const LexiconList& lexicons, const TextOf& text_of);
  SearchHit hit(const Xapian::MSetIterator& at, const Sought& sought, const LexiconList& lexicons,
                const TextOf& text_of);
  void explain_unseen(SearchHit& hit, const Sought& sought, Xapian::docid document);
};

SearchResults Searcher::Impl::search(const std::vector<QueryItem>& items, const SearchQuery& query,
                                     const LexiconList& lexicons, const TextOf& text_of) {
  const BuiltQuery built = build_query(items, database, lexicons, stems);
  const Query restriction = filters(query);
  SearchResults results;
  Matches found = match(database, Query(Query::OP_FILTER, built.all, restriction), query.limit);
  if (found.set.empty() && !built.any.empty()) {
    found = match(database, Query(Query::OP_FILTER, built.any, restriction), query.limit);
    results.loosened = !found.set.empty();
  }
  results.total = found.set.get_matches_lower_bound();
  results.lower_bound = found.set.get_matches_lower_bound() != found.set.get_matches_upper_bound();
  results.facets = std::move(found.facets);
  for (auto at = found.set.begin(); at != found.set.end(); ++at)
    results.hits.push_back(hit(at, built.sought, lexicons, text_of));
  return results;
}

SearchHit Searcher::Impl::hit(const Xapian::MSetIterator& at, const Sought& sought,
                              const LexiconList& lexicons, const TextOf& text_of) {
  ResultLine line = result_line(at.get_document());
  const std::string language = line.language;
  SearchHit hit = to_hit(std::move(line), at.get_weight());
  if (const auto text = text_of ? text_of(hit.id) : std::nullopt) {
    Snippet snippet = make_snippet(*text, language, sought, lexicon_of(lexicons, language), stems);
    explain(hit, snippet);
    hit.snippet = std::move(snippet.parts);
  }
  if (hit.why.empty()) explain_unseen(hit, sought, *at);
  return hit;
}

// The match stands in the title or number, or the text is not at hand: the index itself is asked, in one pass
// over the document's terms.
void Searcher::Impl::explain_unseen(SearchHit& hit, const Sought& sought, Xapian::docid document) {
  std::map<std::string, std::string> reasons;  // by term, in the order of the term list
  for (const std::string& id : sought.concepts) reasons[fields::term(fields::kConcept, id)] = "concept " + id;
  for (const std::string& word : sought.terms) reasons[word] = "word " + word;
  auto term = database.termlist_begin(document);
  const auto end = database.termlist_end(document);
  for (const auto& [wanted, reason] : reasons) {
    term.skip_to(wanted);
    if (term == end) return;
    if (*term == wanted) hit.why.push_back(reason);
  }
}

Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

Result<Searcher> Searcher::open(const std::filesystem::path& folder) {
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  auto opened = xapian_retry(
      folder.string(), [] {}, [&] { impl->open(); });
  if (!opened) return fail(opened.error());
  return Searcher(std::move(impl));
}

Result<SearchResults> Searcher::search(const SearchQuery& query, const LexiconList& lexicons,
                                       const TextOf& text_of) {
  auto items = read_query(query.words);
  if (!items) return fail(items.error());
  const std::string what = impl_->folder.string();
  const auto answer = [&] {
    impl_->refresh();
    return impl_->search(*items, query, lexicons, text_of);
  };
  return xapian_retry(
      what, [&] { impl_->open(); }, answer);
}

}  // namespace zakonwatch
