// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/stems.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "index/tokens.h"

namespace zakonwatch {
namespace {

constexpr std::array<std::string_view, 7> kLanguages = {"de", "en", "hu", "hy", "lt", "ro", "ru"};
constexpr size_t kRemembered = 200'000;  // words of one language; about 30 MB

// As Snowball's algorithms expect their input: the Russian one knows no ё, the Romanian one the old cedillas.
std::string prepared(const std::string& language, std::string_view word) {
  std::string lower = to_lower(word);
  if (language == "ru") return replace_all(std::move(lower), "ё", "е");
  if (language == "ro") return replace_all(replace_all(std::move(lower), "ș", "ş"), "ț", "ţ");
  return lower;
}

struct Stemmer {
  Xapian::Stem stem;
  std::unordered_map<std::string, std::string> known;
};

}  // namespace

struct Stems::Impl {
  std::map<std::string, Stemmer, std::less<>> stemmers;
};

Stems::Stems() : impl_(std::make_unique<Impl>()) {
  for (std::string_view language : kLanguages)
    impl_->stemmers[std::string(language)].stem = Xapian::Stem(std::string(language));
}

Stems::~Stems() = default;
Stems::Stems(Stems&&) noexcept = default;

const std::string& Stems::of(const std::string& language, std::string_view word) {
  static const std::string kNone;
  const auto found = impl_->stemmers.find(language);
  if (found == impl_->stemmers.end()) return kNone;
  auto& [stem, known] = found->second;
  if (known.size() >= kRemembered) known.clear();
  auto [entry, added] = known.try_emplace(std::string(word));
  if (added) entry->second = fold_word(stem(prepared(language, word)));
  return entry->second;
}

std::vector<std::string> Stems::languages_for(std::string_view word) {
  size_t at = 0;
  if (word.empty()) return {};
  const char32_t c = next_code_point(word, at);
  if (c >= 0x400 && c <= 0x52F) return {"ru"};
  if (c >= 0x530 && c <= 0x58F) return {"hy"};
  if (is_letter(c) && c < 0x250) return {"de", "en", "hu", "lt", "ro"};
  return {};
}

}  // namespace zakonwatch
