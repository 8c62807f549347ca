// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "index/index_writer.h"
#include "index/searcher.h"
#include "law/lexicon.h"

namespace zakonwatch {

inline Date day(const std::string& text) { return *parse_iso_date(text); }

// An index in a folder that goes away with the test, and the texts it was made of.
class IndexTest : public ::testing::Test {
 protected:
  IndexTest() : folder_(std::filesystem::temp_directory_path() / ("zakonwatch-" + random_hex(8))) {
    std::filesystem::create_directories(folder_);
    write_lexicon("en", "cannabis", "stem = ['cannabis', 'marijuana', 'marihuana']");
    write_lexicon("uk", "cannabis", "stem = ['каннабіс', 'марихуан']\nphrase = ['рослин* конопл*']");
    write_lexicon("ka", "cannabis", "stem = ['კანაფ', 'კანაბის']");
    write_lexicon("hy", "cannabis", "stem = ['կանեփ', 'մարիխուան']");
    write_lexicon("lv", "cannabis", "stem = ['kaņep', 'marihuān']");
    write_lexicon("hu", "cannabis", "stem = ['kender']");
  }
  ~IndexTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path index() const { return folder_ / "index"; }

  void write_lexicon(const std::string& language, const std::string& id, const std::string& words) {
    const auto file = folder_ / (language + ".toml");
    std::ofstream(file) << "[[entry]]\nconcept = '" << id << "'\n" << words << "\nseen = true\n";
    lexicons_.push_back(std::make_shared<const Lexicon>(value_or_throw(Lexicon::load(file))));
  }

  // A provision in force since 2008-05-07, until told otherwise.
  IndexDocument document(const std::string& id, const std::string& language, const std::string& text) {
    IndexDocument document;
    document.id = "p:" + id;
    document.act = language + "/1";
    document.title = "Act of " + language;
    document.eid = "art_1";
    document.label = "§ 1";
    document.country = language == "uk" ? "UA" : language == "ka" ? "GE" : language == "hy" ? "AM" : "LV";
    document.source = language + "-source";
    document.language = language;
    document.text = text;
    document.valid_from = day("2008-05-07");
    for (const auto& lexicon : lexicons_)
      if (lexicon->language() == language)
        for (const ConceptHit& hit : lexicon->find(text)) document.concepts.push_back(hit.concept_id);
    return document;
  }
  void add(const IndexDocument& document) { documents_[document.id] = document; }
  void add(const std::string& id, const std::string& language, const std::string& text) {
    add(document(id, language, text));
  }
  void build() {
    auto writer = value_or_throw(IndexWriter::open(index()));
    for (const auto& [id, each] : documents_) writer.put(each);
    value_or_throw(writer.commit(1));
  }

  SearchQuery query(const std::string& words) const {
    SearchQuery query;
    query.words = words;
    query.today = day("2026-11-22");
    return query;
  }
  Searcher::TextOf texts() const {
    return [this](const std::string& id) -> std::optional<std::string> {
      const auto found = documents_.find(id);
      if (found == documents_.end()) return {};
      return found->second.text;
    };
  }
  SearchResults search(const SearchQuery& query) {
    auto searcher = value_or_throw(Searcher::open(index()));
    return value_or_throw(searcher.search(query, lexicons_, texts()));
  }
  SearchResults search(const std::string& words) { return search(query(words)); }
  std::vector<std::string> ids(const SearchResults& results) {
    std::vector<std::string> ids;
    for (const SearchHit& hit : results.hits) ids.push_back(hit.id.substr(2));
    return ids;
  }
  std::vector<std::string> found(const std::string& words) { return ids(search(words)); }

  std::filesystem::path folder_;
  std::vector<std::shared_ptr<const Lexicon>> lexicons_;
  std::map<std::string, IndexDocument> documents_;
};

// The snippet as one line, matches in [brackets].
inline std::string shown(const SearchHit& hit) {
  std::string line;
  for (const SnippetPart& part : hit.snippet) line += part.match ? "[" + part.text + "]" : part.text;
  return line;
}

}  // namespace zakonwatch
