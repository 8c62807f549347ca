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
  std::string id;     // unique: "p:<version>:<eid>" or "c:<seq>"
  std::string act;    // "ua/2341-14"
  std::string title;  // the act's
  std::string eid;    // article grain
  std::string label;
  std::string country;
  std::string source;
  std::string language;
  std::string heading;
  std::string text;    // subtree text
  std::string number;  // "309", "253.1": findable as typed
  std::vector<std::string> concepts;
  std::vector<std::string> topics;
  std::optional<Date> valid_from, valid_until;  // [from, until); until empty = in force
};

// The follower's pen. One writer at a time (the state's lock guarantees it, Xapian's own lock refuses a
// second as busy); readers see whole commits.
class IndexWriter {
 public:
  // Opens the index or makes it. A damaged index, or one of another format, is an error of kind io: rebuild
  // it.
  static Result<IndexWriter> open(const std::filesystem::path& folder);
  // An empty index beside the one in use, which readers go on reading. It takes the other's place at
  // finish().
  static Result<IndexWriter> rebuild(const std::filesystem::path& folder);
  IndexWriter(IndexWriter&&) noexcept;
  ~IndexWriter();  // what was not committed is dropped

  // The last event of the record taken in. Above the record's own last event (an older record was restored)
  // the index is of no use: rebuild it.
  int64_t last_seq() const;
  // Adds or replaces by id. A Fault where the disk fails.
  void put(const IndexDocument& document);
  void remove(const std::string& id);
  // A provision version's article documents: every document whose id begins with "p:<version>:".
  void remove_version(int64_t version);
  // Documents and the sequence number become visible together.
  Result<void> commit(int64_t last_seq);
  // After a rebuild's last commit: swaps the new index in and removes the old one. Otherwise nothing.
  Result<void> finish();

 private:
  struct Impl;
  explicit IndexWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zakonwatch
