// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "index/query_words.h"
#include "index/stems.h"
#include "law/lexicon.h"

namespace zakonwatch {

using LexiconList = std::vector<std::shared_ptr<const Lexicon>>;

// What in a text answers a query: for snippets and for saying why.
struct Sought {
  std::set<std::string, std::less<>> terms;  // folded words
  std::set<std::string, std::less<>> stems;  // language + stem, as after fields::kStem
  std::vector<std::string> prefixes;         // of word*
  std::set<std::string, std::less<>> concepts;
};

struct BuiltQuery {
  Xapian::Query all;  // every item
  Xapian::Query any;  // at least one, the more the better; empty where there is but one item
  Sought sought;
};

// Items to Xapian. A word finds itself, words of the same stem (Snowball), words that share all but a short
// ending, and the concept that any lexicon knows it by, in falling weight. Expansion costs at most a few
// thousand terms of the index's word list per word, however the query is written. May throw Xapian::Error.
BuiltQuery build_query(const std::vector<QueryItem>& items, const Xapian::Database& database,
                       const LexiconList& lexicons, Stems& stems);

}  // namespace zakonwatch
