// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "law/language.h"
#include "law/number_token.h"
#include "parsers/block.h"

namespace zakonwatch {

// A line that begins a structural unit.
struct HeadingHit {
  int unit = 0;         // index in the profile's units
  NumberToken number;   // empty for "VISPĀRĪGĀ DAĻA"
  size_t end = 0;       // where the heading's own words begin
  std::string word;     // printed before the number: "Čl.", "§"
  bool dotted = false;  // the pattern ends in a mark: the number is surely a number
};

// A block that begins with an enumeration mark.
struct MarkerHit {
  int unit = 0;
  int style = 0;  // which pattern of all units': "1)" and "а)" are two styles
  NumberToken number;
  size_t end = 0;
  bool strong = false;  // bracketed on both sides: "(1)"
};

// Reads lines by the patterns of one language profile. Holds a reference: the profile must outlive it.
class Recogniser {
 public:
  explicit Recogniser(const LanguageProfile& profile);

  std::optional<HeadingHit> heading(std::string_view line) const;
  std::optional<HeadingHit> heading_of(ProvisionType type, std::string_view line) const;
  std::optional<MarkerHit> marker(std::string_view line) const;

  int article_unit() const { return article_; }
  const LanguageProfile& profile() const { return profile_; }

 private:
  std::optional<HeadingHit> match_unit(int unit, TextStart& start) const;
  std::optional<MarkerHit> match_marker(int unit, int style, const Pattern& pattern, TextStart& start) const;

  const LanguageProfile& profile_;
  int article_ = 0;
};

// The first of the patterns that matches at the beginning of the text.
const Pattern* first_match(const std::vector<Pattern>& patterns, std::string_view text,
                           Pattern::Match* match = nullptr);
const Pattern* first_match(const std::vector<Pattern>& patterns, TextStart& start,
                           Pattern::Match* match = nullptr);
// True when a pattern matches the whole line but for marks at its end.
bool matches_line(const std::vector<Pattern>& patterns, std::string_view line,
                  Pattern::Match* match = nullptr);

bool begins_lower(std::string_view text);  // the first letter is small, none stands before it
bool mostly_capitals(std::string_view text);
char32_t last_char(std::string_view text);
std::string_view first_line(std::string_view text);

}  // namespace zakonwatch
