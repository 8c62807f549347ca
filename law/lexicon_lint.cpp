// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a lexicon file though it loads (declared in law/lexicon.h).
#include <fmt/format.h>

#include <algorithm>

#include "law/lexicon.h"
#include "law/lexicon_words.h"

namespace zakonwatch {
namespace {

std::string_view plain(std::string_view pattern) {
  return pattern.starts_with('=') ? pattern.substr(1) : pattern;
}

// Every word that `narrow` matches is matched by `wide` too.
bool covers(std::string_view wide, std::string_view narrow) {
  if (wide.starts_with('=')) return wide == narrow;
  return plain(narrow).starts_with(wide);
}

}  // namespace

// Of the same concept, met wherever this one is, and excluded by no more.
bool Lexicon::makes_idle(const Wording& wide, const Wording& narrow) {
  const auto excludes_too = [&](const std::string& word) {
    return std::any_of(narrow.not_near.begin(), narrow.not_near.end(),
                       [&](const std::string& other) { return covers(other, word); });
  };
  return wide.concept_index == narrow.concept_index && wide.words.size() == narrow.words.size() &&
         std::equal(wide.words.begin(), wide.words.end(), narrow.words.begin(), covers) &&
         std::all_of(wide.not_near.begin(), wide.not_near.end(), excludes_too);
}

std::string Lexicon::stop_word_met(const Wording& wording) const {
  for (const std::string& stop : stop_words_)
    if (std::all_of(wording.words.begin(), wording.words.end(),
                    [&](const std::string& word) { return matches_word(stop, word); }))
      return stop;
  return {};
}

std::vector<std::string> Lexicon::lint() const {
  std::vector<std::string> out;
  for (size_t i = 0; i < wordings_.size(); ++i) {
    const Wording& wording = wordings_[i];
    const std::string name =
        fmt::format("'{}' of concept {}", fmt::join(wording.words, " "), concepts_[wording.concept_index]);
    if (const std::string stop = stop_word_met(wording); !stop.empty())
      out.push_back(fmt::format("{} matches the stop word '{}'", name, stop));
    for (size_t k = 0; k < wordings_.size(); ++k) {
      if (k == i || !makes_idle(wordings_[k], wording)) continue;
      if (makes_idle(wording, wordings_[k]) && k > i) continue;  // written twice: said of the second
      out.push_back(fmt::format("{} is never reached behind '{}'", name, fmt::join(wordings_[k].words, " ")));
      break;
    }
  }
  if (stop_words_.empty()) out.emplace_back("no stop_words to hold the stems against");
  return out;
}

}  // namespace zakonwatch
