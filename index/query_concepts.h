// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/query_words.h"
#include "law/lexicon.h"

namespace zakonwatch {

// Several words that name one concept together: "рослини конопель".
struct ConceptRun {
  size_t first = 0, last = 0;  // items, inclusive
  std::string concept_id;
};

struct QueryConcepts {
  std::vector<std::vector<std::string>> of_item;  // what each word says by itself
  std::vector<ConceptRun> runs;                   // in order, none overlapping another
};

// What any lexicon, in any language, knows of the plain words of a query. The ids of concepts count as words:
// "cannabis", "harm_reduction" or "harm reduction".
QueryConcepts find_concepts(const std::vector<QueryItem>& items,
                            const std::vector<std::shared_ptr<const Lexicon>>& lexicons);

}  // namespace zakonwatch
