// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zakonwatch {

// Snowball's stemmers for the languages of the region that Xapian has: de en hu hy lt ro ru. Other languages
// are searched by the words that share a long beginning (index/query). Remembers words it has met: the words
// of law repeat, and stemming each anew costs half as much again as indexing.
class Stems {
 public:
  Stems();
  ~Stems();
  Stems(Stems&&) noexcept;

  // The stem of a word as printed, folded like any term; empty where the language has no stemmer.
  const std::string& of(const std::string& language, std::string_view word);
  // Languages with a stemmer whose script the word is written in: a query does not say its language.
  static std::vector<std::string> languages_for(std::string_view word);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zakonwatch
