// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch {

// What the index keeps of a provision version (article grain) or of a change. The text itself stays in
// SQLite: postings and an id are all Xapian holds.
struct IndexDocument {
  std::string id;            // unique: "p:<version>:<eid>" or "c:<seq>"
  std::string act;           // "ua/2341-14"
  std::string title;         // the act's
  std::string eid;           // article grain
  std::string label;
  std::string country;
  std::string source;
  std::string language;
  std::string heading;
  std::string text;          // subtree text
  std::string number;        // "309", "253.1": findable as typed
  std::vector<std::string> concepts;
  std::vector<std::string> topics;
  std::optional<Date> valid_from, valid_until;  // [from, until); until empty = in force
};

// The follower's pen. One writer at a time (the state's lock guarantees it); readers see whole commits.
class IndexWriter {
 public:
  static Result<IndexWriter> open(const std::filesystem::path& folder);
  IndexWriter(IndexWriter&&) noexcept;
  ~IndexWriter();

  int64_t last_seq() const;                    // the last event of the record taken in
  void put(const IndexDocument& document);     // adds or replaces by id
  void remove(const std::string& id);
  // Documents and the sequence number become visible together.
  Result<void> commit(int64_t last_seq);

 private:
  struct Impl;
  explicit IndexWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zakonwatch
