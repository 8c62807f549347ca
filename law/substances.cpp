// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/substances.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/toml.h"
#include "law/lexicon_words.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongName = 8;      // letters from which a slip is forgiven
constexpr size_t kFirstLetters = 3;  // a slip here makes another word: methyl-, ethyl-
constexpr size_t kPlainName = 5;     // letters; shorter names are words of some language (DOM, DET)

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

size_t letters(std::string_view word) {
  size_t count = 0;
  for (size_t at = 0; at < word.size(); ++count) next_code_point(word, at);
  return count;
}

bool is_ending(char32_t c) {
  return std::u32string_view(U"aeiouyаеиоуыэюяйьăіїաեիოეაი").find(c) != std::u32string_view::npos;
}

// "уксусный" -> "уксусн": what inflection leaves of a name.
std::string without_ending(const std::string& word) {
  std::u32string plain = to_code_points(word);
  for (int cut = 0; cut < 2 && plain.size() > kPlainName && is_ending(plain.back()); ++cut) plain.pop_back();
  return from_code_points(plain);
}

// A name as pattern words; empty where its words would be met in other senses.
std::vector<std::string> pattern_of(const std::string& printed) {
  std::vector<std::string> plain, exact;
  for (const Word& word : words(printed)) {
    std::string folded;
    fold_word(std::string_view(printed).substr(word.begin, word.end - word.begin), folded);
    const bool stem = letters(folded) >= kPlainName && !has_digit(folded);
    (stem ? plain : exact).push_back(stem ? without_ending(folded) : "=" + folded);
  }
  std::stable_sort(plain.begin(), plain.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  const bool code = exact.size() > 1 || (exact.size() == 1 && has_digit(exact[0]) && letters(exact[0]) > 4);
  if (plain.empty() && !(code && has_digit(printed) && letters(printed) > 4)) return {};
  if (plain.empty())
    std::stable_sort(exact.begin(), exact.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
  plain.insert(plain.end(), exact.begin(), exact.end());
  return plain.size() > 4 ? std::vector<std::string>() : plain;
}

// The name with each of its letters left out in turn, from the third on; digits stay.
template <typename Visit>
void each_slip(const std::string& key, const Visit& visit) {
  const std::u32string plain = to_code_points(key);
  if (plain.size() < kLongName) return;
  for (size_t i = kFirstLetters; i < plain.size(); ++i) {
    if (plain[i] >= U'0' && plain[i] <= U'9') continue;
    std::u32string shorter = plain;
    shorter.erase(i, 1);
    visit(from_code_points(shorter));
  }
}

std::vector<std::string> all_names(const TomlTable& entry) {
  std::vector<std::string> out = entry.texts("names");
  for (const char* proof : {"seen", "unverified"}) {
    const TomlTable languages = entry.table(proof);
    for (const std::string& language : languages.keys())
      for (auto& name : languages.texts(language)) out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

std::string substance_key(std::string_view printed) {
  std::string out;
  for (const Word& word : words(printed)) {
    std::string folded;
    fold_word(printed.substr(word.begin, word.end - word.begin), folded);
    for (size_t at = 0; at < folded.size();)
      if (const char32_t c = next_code_point(folded, at); is_word_char(c)) append_utf8(out, c);
  }
  return out;
}

void Substances::add_name(const std::string& printed, uint32_t index) {
  const std::string key = substance_key(printed);
  if (key.empty() || !by_name_.try_emplace(key, index).second) return;
  const auto file = [&](const std::string& slip) {
    auto& known = by_slip_[slip];
    if (std::find(known.begin(), known.end(), index) == known.end()) known.push_back(index);
  };
  file(key);
  each_slip(key, file);
}

Result<Substances> Substances::load(const std::filesystem::path& file) {
  auto document = TomlDocument::read(file);
  if (!document) return fail(document.error());
  Substances out;
  for (const TomlTable& entry : document->root().tables("substance")) {
    Substance substance;
    substance.id = entry.required_text("id");
    substance.concept_id = entry.required_text("concept");
    substance.lists = entry.texts("lists");
    const auto index = static_cast<uint32_t>(out.substances_.size());
    for (const std::string& name : all_names(entry)) {
      out.add_name(name, index);
      auto pattern = pattern_of(name);
      auto& known = substance.wordings;
      if (!pattern.empty() && std::find(known.begin(), known.end(), pattern) == known.end())
        known.push_back(std::move(pattern));
    }
    if (entry.texts("names").empty()) entry.problem("names", "a substance needs a name");
    out.substances_.push_back(std::move(substance));
  }
  if (auto sound = document->check(); !sound) return fail(sound.error());
  return out;
}

std::vector<uint32_t> Substances::known_by(const std::string& key) const {
  if (const auto exact = by_name_.find(key); exact != by_name_.end()) return {exact->second};
  std::vector<uint32_t> out;
  if (letters(key) < kLongName) return out;
  const auto take = [&](const std::string& slip) {
    if (const auto known = by_slip_.find(slip); known != by_slip_.end())
      for (const uint32_t index : known->second)
        if (std::find(out.begin(), out.end(), index) == out.end()) out.push_back(index);
  };
  take(key);
  each_slip(key, take);
  return out;
}

const Substance* Substances::identify(std::string_view printed) const {
  const auto named = [&](std::string_view part) -> const Substance* {
    const auto found = known_by(substance_key(part));
    return found.size() == 1 ? &substances_[found.front()] : nullptr;
  };
  if (const auto* whole = named(printed)) return whole;
  // "Heroin (diacetylmorphine)", "2C-B; Nexus": the names of an entry one by one.
  for (size_t begin = 0; begin < printed.size();) {
    const size_t end = std::min(printed.find_first_of(";()|\n", begin), printed.size());
    if (const auto* part = named(printed.substr(begin, end - begin))) return part;
    begin = end + 1;
  }
  return nullptr;
}

}  // namespace zakonwatch
