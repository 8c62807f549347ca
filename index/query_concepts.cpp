// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query_concepts.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestId = 4;  // words of a concept's id

// The plain words of the query in one line, and which item each byte belongs to.
struct Line {
  std::string text;
  std::vector<std::pair<size_t, size_t>> starts;  // byte, item

  explicit Line(const std::vector<QueryItem>& items) {
    for (size_t i = 0; i < items.size(); ++i) {
      if (items[i].kind != QueryItem::Kind::word || items[i].excluded) continue;
      if (!text.empty()) text += ' ';
      starts.emplace_back(text.size(), i);
      text += items[i].printed;
    }
  }
  size_t item_at(size_t byte) const {
    size_t item = 0;
    for (const auto& [start, owner] : starts)
      if (start <= byte) item = owner;
    return item;
  }
};

void add_hit(const Line& line, const ConceptHit& hit, QueryConcepts& concepts) {
  const size_t first = line.item_at(hit.begin), last = line.item_at(hit.end - 1);
  if (first != last) return concepts.runs.push_back({first, last, hit.concept_id});
  auto& own = concepts.of_item[first];
  if (std::find(own.begin(), own.end(), hit.concept_id) == own.end()) own.push_back(hit.concept_id);
}

std::set<std::string> all_ids(const std::vector<std::shared_ptr<const Lexicon>>& lexicons) {
  std::set<std::string> ids;
  for (const auto& lexicon : lexicons)
    for (std::string& id : lexicon->concepts()) ids.insert(std::move(id));
  return ids;
}

// Ids are written in the query as such: one word, or its parts one after another.
void add_ids(const Line& line, const std::vector<std::shared_ptr<const Lexicon>>& lexicons,
             QueryConcepts& concepts) {
  const std::set<std::string> ids = all_ids(lexicons);
  const std::string lower = to_lower(line.text);
  for (size_t i = 0; i < line.starts.size(); ++i) {
    for (size_t n = 1; n <= kLongestId && i + n <= line.starts.size(); ++n) {
      const size_t begin = line.starts[i].first;
      const size_t end = i + n < line.starts.size() ? line.starts[i + n].first - 1 : lower.size();
      if (end > lower.size() || begin > end) return;  // lower case of another length: no id is written so
      const std::string words = lower.substr(begin, end - begin);
      const std::string id = replace_all(words, " ", "_");
      if (ids.contains(id))
        add_hit(line, {id, words, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, concepts);
    }
  }
}

void keep_longest(std::vector<ConceptRun>& runs) {
  std::stable_sort(runs.begin(), runs.end(), [](const ConceptRun& a, const ConceptRun& b) {
    return a.last - a.first > b.last - b.first;
  });
  std::vector<ConceptRun> kept;
  for (ConceptRun& run : runs) {
    const bool overlaps = std::any_of(kept.begin(), kept.end(), [&](const ConceptRun& other) {
      return run.first <= other.last && other.first <= run.last;
    });
    if (!overlaps) kept.push_back(std::move(run));
  }
  std::sort(kept.begin(), kept.end(),
            [](const ConceptRun& a, const ConceptRun& b) { return a.first < b.first; });
  runs = std::move(kept);
}

}  // namespace

QueryConcepts find_concepts(const std::vector<QueryItem>& items,
                            const std::vector<std::shared_ptr<const Lexicon>>& lexicons) {
  QueryConcepts concepts;
  concepts.of_item.resize(items.size());
  const Line line(items);
  if (line.text.empty()) return concepts;
  for (const auto& lexicon : lexicons)
    for (const ConceptHit& hit : lexicon->find(line.text)) add_hit(line, hit, concepts);
  add_ids(line, lexicons, concepts);
  keep_longest(concepts.runs);
  return concepts;
}

}  // namespace zakonwatch
