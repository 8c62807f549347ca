// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "law/lexicon.h"

namespace zakonwatch {

struct SearchQuery {
  std::string words;
  std::string country, topic;
  std::optional<Date> as_of;  // none and not history: the law in force today
  bool history = false;
  bool changes = false;  // look among changes instead of provisions
  Date today{};
  size_t limit = 10;
};

struct SnippetPart {
  std::string text;
  bool match = false;
};

struct SearchHit {
  std::string id, act, title, eid, label, country, source;
  double score = 0;
  std::vector<SnippetPart> snippet;
  std::vector<std::string> why;  // "concept cannabis", "word конопель"
  std::optional<Date> valid_from, valid_until;
};

struct SearchResults {
  size_t total = 0;
  bool lower_bound = false;  // total is at least this
  bool loosened = false;     // nothing holds every word: these hold some of them
  std::vector<SearchHit> hits;
  std::map<std::string, std::map<std::string, size_t>> facets;  // country, topic
};

// Readers never block the writer; a revision that vanished under a reader is reopened.
class Searcher {
 public:
  // `text_of` gives a document's text by its id, for snippets.
  using TextOf = std::function<std::optional<std::string>(const std::string& id)>;
  static Result<Searcher> open(const std::filesystem::path& folder);
  Searcher(Searcher&&) noexcept;
  ~Searcher();

  // A word known to any of the lexicons is also searched as its concept, so `cannabis` finds каннабіс.
  Result<SearchResults> search(const SearchQuery& query,
                               const std::vector<std::shared_ptr<const Lexicon>>& lexicons,
                               const TextOf& text_of);

 private:
  struct Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zakonwatch
