// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/letters.h"

#include <fmt/format.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kMostLetters = 100'000;  // looked at, from the beginning
constexpr size_t kFewestLetters = 200;    // below, nothing is said
constexpr double kLeastOfScript = 0.5;    // bilingual pages have half
constexpr double kMostForeign = 0.02;     // letters outside the alphabet: names, quotations
constexpr size_t kMostSlips = 3;          // words that mix scripts: "С2H5OH" is nobody's trick

UScriptCode script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

std::vector<UScriptCode> script_codes(const std::vector<std::string>& names) {
  std::vector<UScriptCode> out;
  for (const std::string& name : names) {
    UScriptCode code[4];
    UErrorCode status = U_ZERO_ERROR;
    if (uscript_getCode(name.c_str(), code, 4, &status) > 0 && U_SUCCESS(status)) out.push_back(code[0]);
  }
  return out;
}

icu::UnicodeSet alphabet_of(const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  ULocaleData* data = ulocdata_open(language.c_str(), &status);
  if (U_FAILURE(status)) return {};
  USet* set = ulocdata_getExemplarSet(data, nullptr, USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &status);
  icu::UnicodeSet out;
  if (U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING) out = *icu::UnicodeSet::fromUSet(set);
  uset_close(set);
  ulocdata_close(data);
  return out;
}

class Count {
 public:
  explicit Count(const LanguageProfile& profile)
      : scripts_(script_codes(profile.scripts)),
        alphabet_(profile.scripts.size() == 1 ? alphabet_of(profile.code) : icu::UnicodeSet()) {}

  void take(std::string_view text) {
    bool latin = false, cyrillic = false;
    size_t begin = 0, length = 0;
    const auto end_word = [&](size_t end) {
      if (latin && cyrillic && length >= 4) {
        if (++mixed == 1) example = std::string(text.substr(begin, end - begin));
      }
      latin = cyrillic = false;
      length = 0;
    };
    for (size_t at = 0; at < text.size() && letters < kMostLetters;) {
      const size_t here = at;
      const uint8_t verdict = verdict_on(next_code_point(text, at));
      if (verdict == kNoLetter) {
        end_word(here);
        begin = at;
        continue;
      }
      ++letters, ++length;
      latin = latin || (verdict & kLatin) != 0;
      cyrillic = cyrillic || (verdict & kCyrillic) != 0;
      of_script += (verdict & kOfScript) != 0 ? 1 : 0;
      foreign += (verdict & kForeign) != 0 ? 1 : 0;
    }
    end_word(text.size());
  }

  size_t letters = 0, of_script = 0, foreign = 0, mixed = 0;
  std::string example;

 private:
  enum Verdict : uint8_t {
    kKnown = 1,
    kLatin = 2,
    kCyrillic = 4,
    kOfScript = 8,
    kForeign = 16,
    kNoLetter = 32
  };

  uint8_t judge(char32_t c) const {
    if (!is_letter(c)) return kNoLetter;
    const UScriptCode script = script_of(c);
    const uint8_t kind = kKnown | (script == USCRIPT_LATIN      ? kLatin
                                   : script == USCRIPT_CYRILLIC ? kCyrillic
                                                                : 0);
    if (std::find(scripts_.begin(), scripts_.end(), script) == scripts_.end()) return kind;
    const bool alien = c >= 0x80 && !alphabet_.isEmpty() && !alphabet_.contains(static_cast<UChar32>(c));
    return kind | kOfScript | (alien ? kForeign : 0);
  }

  uint8_t verdict_on(char32_t c) {
    if (c >= judged_.size()) return judge(c);
    if (judged_[c] == 0) judged_[c] = judge(c);
    return judged_[c];
  }

  std::array<uint8_t, 0x590> judged_{};  // characters met before: ICU is asked once for each
  std::vector<UScriptCode> scripts_;
  icu::UnicodeSet alphabet_;  // empty: not known, or written in two scripts
};

}  // namespace

std::vector<std::string> letter_suspicions(const Act& act, const LanguageProfile& profile) {
  Count count(profile);
  for (const Provision& provision : act.provisions) {
    if (count.letters >= kMostLetters) break;
    count.take(provision.text);
  }
  std::vector<std::string> out;
  if (count.letters < kFewestLetters) return out;
  const auto share = [&](size_t part, size_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
  };
  if (const double own = share(count.of_script, count.letters); own < kLeastOfScript)
    out.push_back(fmt::format(
        "only {:.0f} % of the letters are of the language's script ({}): another language, or a text "
        "written for a font",
        own * 100, fmt::join(profile.scripts, ", ")));
  else if (share(count.foreign, count.of_script) > kMostForeign)
    out.push_back(fmt::format(
        "{:.0f} % of the letters are not in the language's alphabet: a wrong character encoding, or a "
        "text written for a font",
        share(count.foreign, count.of_script) * 100));
  if (count.mixed > kMostSlips)
    out.push_back(fmt::format("{} words mix Latin and Cyrillic letters, the first is \"{}\"", count.mixed,
                              count.example));
  return out;
}

}  // namespace zakonwatch
