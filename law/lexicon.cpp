// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

#include "base/toml.h"
#include "law/lexicon_words.h"

namespace zakonwatch {
namespace {

constexpr uint32_t kReach = 3;    // words of a phrase stand within 4 tokens
constexpr uint32_t kContext = 6;  // how far `not_near` looks
constexpr size_t kKeyBytes = 6;   // first bytes that a stem is filed under
constexpr size_t kStartBits = 1 << 16;
constexpr size_t kEnding = 8;  // bytes that inflection adds to the name of a substance

uint64_t start_key(std::string_view word, size_t bytes) {
  uint64_t key = bytes;
  for (size_t i = 0; i < bytes; ++i) key = key << 8 | static_cast<unsigned char>(word[i]);
  return key;
}
size_t start_bit(uint64_t key) { return (key * 0x9E3779B97F4A7C15ULL >> 48) & (kStartBits - 1); }

}  // namespace

// The words of one text, folded into one buffer.
struct Lexicon::Tokens {
  std::vector<Word> places;
  std::string folded;
  std::vector<uint32_t> ends;

  explicit Tokens(std::string_view text) : places(words(text)) {
    folded.reserve(text.size());
    ends.reserve(places.size());
    for (const Word& word : places) {
      fold_word(text.substr(word.begin, word.end - word.begin), folded);
      ends.push_back(static_cast<uint32_t>(folded.size()));
    }
  }
  uint32_t size() const { return static_cast<uint32_t>(places.size()); }
  std::string_view operator[](uint32_t i) const {
    const uint32_t begin = i == 0 ? 0 : ends[i - 1];
    return std::string_view(folded).substr(begin, ends[i] - begin);
  }
  // The token nearest to `at`, within `reach`, that the pattern matches.
  std::optional<uint32_t> near(uint32_t at, uint32_t reach, std::string_view pattern) const {
    for (uint32_t step = 1; step <= reach; ++step) {
      if (at + step < size() && matches_word((*this)[at + step], pattern)) return at + step;
      if (at >= step && matches_word((*this)[at - step], pattern)) return at - step;
    }
    return std::nullopt;
  }
};

void Lexicon::add_wording(Wording wording) {
  const auto index = static_cast<uint32_t>(wordings_.size());
  const std::string first = wording.words.front();
  wordings_.push_back(std::move(wording));
  auto& filed = by_stem_[first];
  filed.push_back(index);
  if (filed.size() > 1) return;
  const std::string_view stem = first.starts_with('=') ? std::string_view(first).substr(1) : first;
  const uint64_t key = start_key(stem, std::min(kKeyBytes, stem.size()));
  auto& lengths = stem_lengths_[key];
  const auto length = static_cast<uint32_t>(stem.size());
  if (std::find(lengths.begin(), lengths.end(), length) == lengths.end()) lengths.push_back(length);
  starts_[start_bit(key)] = true;
}

void Lexicon::add(const TomlTable& entry) {
  const std::string id = entry.required_text("concept");
  const auto stems = entry.texts("stem");
  const auto phrases = entry.texts("phrase");
  (void)entry.flag("seen", false);
  if (stems.empty() && phrases.empty()) entry.problem("concept", "an entry needs a stem or a phrase");
  const auto [place, added] = concept_index_.try_emplace(id, static_cast<uint32_t>(concepts_.size()));
  if (added) concepts_.push_back(id);
  std::vector<std::string> not_near;
  for (const auto& word : entry.texts("not_near")) not_near.push_back(pattern_word(word, false));
  for (const auto& stem : stems) {
    const std::string word = pattern_word(stem, true);
    if (words(word).size() != 1 || word.size() < 2)
      entry.problem("stem", fmt::format("'{}' is no single word", stem));
    else
      add_wording({place->second, {word}, not_near});
  }
  for (const auto& phrase : phrases) {
    std::vector<std::string> parts;
    const std::string squeezed = squeeze_space(phrase);
    for (const auto part : split(squeezed, ' ')) parts.push_back(pattern_word(part, false));
    if (std::any_of(parts.begin(), parts.end(), [](const auto& p) { return p.size() < 2; }))
      entry.problem("phrase", fmt::format("'{}' has an empty word", phrase));
    else
      add_wording({place->second, std::move(parts), not_near});
  }
}

void Lexicon::know(std::shared_ptr<const Substances> substances) {
  const auto index_of = [&](const std::string& id) {
    const auto [place, added] = concept_index_.try_emplace(id, static_cast<uint32_t>(concepts_.size()));
    if (added) concepts_.push_back(id);
    return place->second;
  };
  for (const Substance& substance : substances->all())
    for (const auto& words : substance.wordings)
      for (const std::string& id : {substance.id, substance.concept_id}) {
        add_wording({index_of(id), words, {}, kEnding});
        if (substance.id == substance.concept_id) break;
      }
  substances_ = std::move(substances);
}

Result<Lexicon> Lexicon::load(const std::filesystem::path& file) {
  auto document = TomlDocument::read(file);
  if (!document) return fail(document.error());
  Lexicon lexicon;
  lexicon.language_ = file.stem().string();
  lexicon.starts_.assign(kStartBits, false);
  for (const auto& word : document->root().texts("stop_words"))
    lexicon.stop_words_.push_back(pattern_word(word, true));
  for (const auto& entry : document->root().tables("entry")) lexicon.add(entry);
  if (auto sound = document->check(); !sound) return fail(sound.error());
  return lexicon;
}

// The wordings whose first word stands at `at`, and whose other words stand near it.
void Lexicon::match_at(const Tokens& tokens, uint32_t at, std::vector<Found>& found) const {
  const std::string_view token = tokens[at];
  const auto try_stem = [&](const std::string& stem) {
    const auto filed = by_stem_.find(stem);
    if (filed == by_stem_.end()) return;
    for (const uint32_t index : filed->second) {
      const Wording& wording = wordings_[index];
      if (!stem.starts_with('=') && token.size() - stem.size() > wording.longest_ending) continue;
      uint32_t first = at, last = at;
      const bool complete =
          std::all_of(wording.words.begin() + 1, wording.words.end(), [&](const auto& word) {
            const auto place = tokens.near(at, kReach, word);
            if (place) first = std::min(first, *place), last = std::max(last, *place);
            return place.has_value();
          });
      if (!complete || last - first > kReach + (wording.words.size() > 3 ? wording.words.size() - 3 : 0))
        continue;
      const bool excluded =
          std::any_of(wording.not_near.begin(), wording.not_near.end(),
                      [&](const auto& word) { return tokens.near(at, kContext, word).has_value(); });
      if (!excluded) found.push_back({wording.concept_index, first, last});
    }
  };
  for (size_t bytes = 2; bytes <= std::min(kKeyBytes, token.size()); ++bytes) {
    const uint64_t key = start_key(token, bytes);
    if (!starts_[start_bit(key)]) continue;
    const auto lengths = stem_lengths_.find(key);
    if (lengths == stem_lengths_.end()) continue;
    for (const uint32_t length : lengths->second) {
      if (length > token.size()) continue;
      const std::string stem(token.substr(0, length));
      try_stem(stem);
      if (length == token.size()) try_stem("=" + stem);
    }
  }
}

std::vector<ConceptHit> Lexicon::find(std::string_view text) const {
  const Tokens tokens(text);
  std::vector<Found> found;
  for (uint32_t at = 0; at < tokens.size(); ++at) match_at(tokens, at, found);
  const auto place = [](const Found& f) { return std::tie(f.first, f.concept_index, f.last); };
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  std::vector<ConceptHit> hits;
  for (size_t i = 0; i < found.size(); ++i) {
    const Found& f = found[i];
    if (i > 0 && found[i - 1].first == f.first && found[i - 1].concept_index == f.concept_index) continue;
    const uint32_t begin = tokens.places[f.first].begin, end = tokens.places[f.last].end;
    hits.push_back({concepts_[f.concept_index], std::string(text.substr(begin, end - begin)), begin, end});
  }
  return hits;
}

std::vector<std::string> Lexicon::concepts() const { return concepts_; }

std::vector<std::string> Lexicon::stems(std::string_view concept_id) const {
  std::vector<std::string> out;
  const auto index = concept_index_.find(concept_id);
  if (index == concept_index_.end()) return out;
  for (const Wording& wording : wordings_) {
    if (wording.concept_index != index->second || wording.words.size() != 1) continue;
    const std::string& word = wording.words.front();
    out.push_back(word.starts_with('=') ? word.substr(1) : word);
  }
  return out;
}

Result<std::shared_ptr<const Substances>> Lexicons::substances() {
  if (substances_) return substances_;
  for (const auto& folder : folders_) {
    const auto file = folder / "substances.toml";
    if (!std::filesystem::exists(file)) continue;
    auto read = Substances::load(file);
    if (!read) return fail(read.error());
    return substances_ = std::make_shared<const Substances>(std::move(*read));
  }
  return substances_ = std::make_shared<const Substances>();
}

Result<std::shared_ptr<const Lexicon>> Lexicons::get(const std::string& language) {
  if (const auto known = loaded_.find(language); known != loaded_.end()) return known->second;
  for (const auto& folder : folders_) {
    const auto file = folder / "lexicon" / (language + ".toml");
    if (!std::filesystem::exists(file)) continue;
    auto lexicon = Lexicon::load(file);
    if (!lexicon) return fail(lexicon.error());
    auto names = substances();
    if (!names) return fail(names.error());
    lexicon->know(std::move(*names));
    return loaded_[language] = std::make_shared<const Lexicon>(std::move(*lexicon));
  }
  return loaded_[language] = nullptr;
}

Result<std::vector<std::shared_ptr<const Lexicon>>> Lexicons::all() {
  std::map<std::string, bool> languages;
  for (const auto& folder : folders_) {
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(folder / "lexicon", none))
      if (file.path().extension() == ".toml") languages[file.path().stem().string()] = true;
  }
  std::vector<std::shared_ptr<const Lexicon>> out;
  for (const auto& [language, _] : languages) {
    auto lexicon = get(language);
    if (!lexicon) return fail(lexicon.error());
    if (*lexicon) out.push_back(*lexicon);
  }
  return out;
}

}  // namespace zakonwatch
