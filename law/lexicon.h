// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "law/substances.h"

namespace zakonwatch {

class TomlTable;

// A concept met in a text, with the words that say so.
struct ConceptHit {
  std::string concept_id;
  std::string words;            // as printed
  uint32_t begin = 0, end = 0;  // bytes in the text
};

// The words of one language for the notions of drug policy (sources/lexicon/<code>.toml). Stems are found by
// hashed prefixes in one fold-and-tokenise pass: no regular expressions, cost linear in the text.
class Lexicon {
 public:
  static Result<Lexicon> load(const std::filesystem::path& file);

  // In text order; overlapping entries are all reported, one hit per concept and place.
  std::vector<ConceptHit> find(std::string_view text) const;
  // What `sources lint` says of the file's own entries (before know()): wordings that a wider one of the same
  // concept makes idle, and such as would match a stop word of the language.
  std::vector<std::string> lint() const;
  const std::string& language() const { return language_; }
  std::vector<std::string> concepts() const;
  // The stems of a concept: a search for the concept's id in another language starts from them.
  std::vector<std::string> stems(std::string_view concept_id) const;
  // Names of substances are met in every language: lists print international names.
  void know(std::shared_ptr<const Substances> substances);
  const Substances* substances() const { return substances_.get(); }  // null before know()

 private:
  // One wording: stems that stand within a few words of one another; it is found by the first of them.
  struct Wording {
    uint32_t concept_index = 0;
    std::vector<std::string> words;     // folded; "=" in front: the whole word
    std::vector<std::string> not_near;  // words beside it that say it is something else
    size_t longest_ending = SIZE_MAX;   // bytes that a word may go on after the stem
  };
  struct Tokens;
  struct Found {
    uint32_t concept_index, first, last;  // tokens
  };

  static bool makes_idle(const Wording& wide, const Wording& narrow);
  std::string stop_word_met(const Wording& wording) const;  // empty where there is none
  void add(const TomlTable& entry);
  void add_wording(Wording wording);
  void match_at(const Tokens& tokens, uint32_t at, std::vector<Found>& found) const;

  std::string language_;
  std::shared_ptr<const Substances> substances_;
  std::vector<std::string> stop_words_;  // folded
  std::vector<std::string> concepts_;
  std::map<std::string, uint32_t, std::less<>> concept_index_;
  std::vector<Wording> wordings_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_stem_;    // first stem -> wordings
  std::unordered_map<uint64_t, std::vector<uint32_t>> stem_lengths_;  // first bytes -> lengths of stems
  std::vector<bool> starts_;  // hash of first bytes: most words end here
};

class Lexicons {
 public:
  explicit Lexicons(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}
  // Null where the language has no lexicon.
  Result<std::shared_ptr<const Lexicon>> get(const std::string& language);
  // Every lexicon there is: a search word is tried in all languages.
  Result<std::vector<std::shared_ptr<const Lexicon>>> all();
  // sources/substances.toml; empty where there is none.
  Result<std::shared_ptr<const Substances>> substances();

 private:
  std::vector<std::filesystem::path> folders_;
  std::map<std::string, std::shared_ptr<const Lexicon>> loaded_;
  std::shared_ptr<const Substances> substances_;
};

}  // namespace zakonwatch
