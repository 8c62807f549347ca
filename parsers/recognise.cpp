// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/recognise.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestHeading = 1500;  // bytes of a line that may still be a heading
constexpr size_t kLongestOrder = 200;

const Pattern::Capture* number_capture(const Pattern::Match& match) {
  for (const char* hole : {"n", "roman", "from", "letter", "any"})
    if (const auto* capture = match.find(hole)) return capture;
  return nullptr;
}

// "Статья <n> <n> .": the second number was raised before the page lost its markup.
const Pattern::Capture* flattened_insert(const Pattern::Match& match) {
  const Pattern::Capture* second = nullptr;
  for (const auto& capture : match.captures)
    if (capture.hole == "n") second = &capture;
  return second == match.find("n") ? nullptr : second;
}

NumberToken number_of(const Pattern::Match& match) {
  const auto* capture = number_capture(match);
  if (capture == nullptr) return {};
  if (const auto* insert = flattened_insert(match))
    return read_number(capture->text + to_superscript(insert->text));
  NumberToken token = read_number(capture->text);
  if (capture->hole == "from" && capture->value) {  // "ЧАСТЬ ПЕРВАЯ"
    token = {};
    token.printed = capture->text;
    token.groups.push_back(static_cast<int>(*capture->value));
  }
  // "VISPĀRĪGĀ daļa": a name in the number's place orders nothing.
  if (capture->hole == "any" && token.groups.empty() && to_code_points(token.letters).size() > 3)
    token.letters.clear();
  return token;
}

// "Art. 5." and "Madde 5-" announce an article; "Article 5" may begin a sentence.
bool announces(const Pattern& pattern, std::string_view mark) {
  const std::string& source = pattern.source();
  const bool by_rule = !source.empty() && std::string_view(".):-").find(source.back()) != std::string::npos;
  return by_rule || mark.find_first_of(".:-") != std::string_view::npos;
}

// What the pattern takes for the number is only the beginning of one: "Neni 2.1" is not article 2. And of two
// numbers the second is an insert only where its mark stands apart: "27 1 ." is 27¹, "27 1. The first part".
bool cuts_number(const Pattern::Match& match, std::string_view line) {
  const auto digit = [&](size_t at) { return at < line.size() && line[at] >= '0' && line[at] <= '9'; };
  if (digit(match.end) && match.end > 0 && line[match.end - 1] == '.') return true;
  const auto* insert = flattened_insert(match);
  return insert != nullptr && (insert->end >= line.size() || line[insert->end] != ' ');
}

// "Članak 69. mijenja se i glasi:" orders a change of another act's article; "утратила силу" stands in the
// place of this act's own.
bool orders_change(const LanguageProfile& profile, std::string_view text) {
  const AmendingPhrases& orders = profile.amending;
  if (first_match(profile.repealed, text) != nullptr) return false;
  text = text.substr(0, kLongestOrder);
  for (const auto* phrases : {&orders.restate, &orders.repeal, &orders.renumber, &orders.replace,
                              &orders.insert, &orders.insert_words, &orders.delete_words})
    for (const Pattern& phrase : *phrases)
      if (phrase.search(text)) return true;
  return false;
}

// "§ 334. ¹ Heading": the insert's digit is printed behind the number's mark.
void take_raised(std::string_view line, HeadingHit& hit) {
  size_t end = hit.end;
  while (end < line.size()) {
    size_t next = end;
    const char32_t c = next_code_point(line, next);
    if (!is_superscript_digit(c) && c != 0x207B) break;  // ⁻ in 348¹¹⁻¹
    end = next;
  }
  if (end == hit.end) return;
  hit.number = read_number(hit.number.printed + std::string(line.substr(hit.end, end - hit.end)));
  hit.end = skip_separators(line, end);
}

// "<any:1>)" also stands for doubled letters ("aa)"); a longer word in its place is no mark.
bool plausible_mark(const NumberToken& number) {
  if (!number.groups.empty()) return number.groups[0] < 1000;
  return !number.letters.empty() && to_code_points(number.letters).size() <= 3;
}

}  // namespace

const Pattern* first_match(const std::vector<Pattern>& patterns, std::string_view text,
                           Pattern::Match* match) {
  TextStart start(text);
  return first_match(patterns, start, match);
}

const Pattern* first_match(const std::vector<Pattern>& patterns, TextStart& start, Pattern::Match* match) {
  for (const Pattern& pattern : patterns) {
    if (!pattern.may_match(start)) continue;
    auto found = pattern.match_at(start.text(), 0);
    if (!found) continue;
    if (match != nullptr) *match = std::move(*found);
    return &pattern;
  }
  return nullptr;
}

bool matches_line(const std::vector<Pattern>& patterns, std::string_view line, Pattern::Match* match) {
  TextStart start(line);
  for (const Pattern& pattern : patterns) {
    if (!pattern.may_match(start)) continue;
    auto found = pattern.match_line(line);
    if (!found) continue;
    if (match != nullptr) *match = std::move(*found);
    return true;
  }
  return false;
}

bool begins_lower(std::string_view text) {
  size_t at = 0;
  if (text.empty()) return false;
  const char32_t c = next_code_point(text, at);
  // Georgian and the scripts behind it are written without capitals: their small letters begin headings.
  const bool has_case = c < 0x590 || (c >= 0x1E00 && c < 0x2000);
  return has_case && is_letter(c) && !is_upper(c);
}

bool mostly_capitals(std::string_view text) {
  size_t letters = 0, capitals = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_letter(c)) continue;
    ++letters;
    capitals += is_upper(c) ? 1 : 0;
  }
  return letters >= 3 && capitals * 10 >= letters * 7;
}

char32_t last_char(std::string_view text) {
  if (text.empty()) return 0;
  size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return next_code_point(text, at);
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

Recogniser::Recogniser(const LanguageProfile& profile) : profile_(profile) {
  for (size_t i = 0; i < profile.units.size(); ++i)
    if (profile.units[i].type == ProvisionType::article) article_ = static_cast<int>(i);
}

std::optional<HeadingHit> Recogniser::match_unit(int unit, TextStart& start) const {
  const std::string_view line = start.text();
  for (const Pattern& pattern : profile_.units[static_cast<size_t>(unit)].heading) {
    if (!pattern.may_match(start)) continue;
    const auto match = pattern.match_at(line, 0);
    if (!match || cuts_number(*match, line)) continue;
    HeadingHit hit;
    hit.unit = unit;
    hit.number = number_of(*match);
    if (const auto* capture = number_capture(*match)) hit.word = trim(line.substr(0, capture->begin));
    hit.end = skip_separators(line, match->end);
    hit.dotted = announces(pattern, line.substr(match->end, hit.end - match->end));
    take_raised(line, hit);
    const bool to_the_end = hit.end == line.size();
    // Without a number only a whole line is a heading; a small letter behind it makes it a sentence.
    const bool only_article = unit == article_ && hit.dotted;  // "Член единствен. Приема …"
    if (hit.number.empty() && !to_the_end && !only_article) continue;
    if (!to_the_end && begins_lower(line.substr(hit.end)) && unit != article_) continue;
    if (!to_the_end && begins_lower(line.substr(hit.end)) &&
        (!hit.dotted || orders_change(profile_, line.substr(hit.end))))
      continue;
    return hit;
  }
  return std::nullopt;
}

std::optional<HeadingHit> Recogniser::heading(std::string_view line) const {
  if (line.empty() || begins_lower(line)) return std::nullopt;
  const bool too_long = line.size() > kLongestHeading;
  TextStart start(line);
  if (!profile_.filters.heading.may_match(start)) return std::nullopt;
  for (int unit = 0; unit < static_cast<int>(profile_.units.size()); ++unit) {
    if (too_long && unit != article_) continue;
    if (profile_.units[static_cast<size_t>(unit)].type == ProvisionType::doc) continue;  // a component
    if (auto hit = match_unit(unit, start)) return hit;
  }
  return std::nullopt;
}

std::optional<HeadingHit> Recogniser::heading_of(ProvisionType type, std::string_view line) const {
  TextStart start(line);
  for (size_t unit = 0; unit < profile_.units.size(); ++unit)
    if (profile_.units[unit].type == type)
      if (auto hit = match_unit(static_cast<int>(unit), start)) return hit;
  return std::nullopt;
}

std::optional<MarkerHit> Recogniser::match_marker(int unit, int style, const Pattern& pattern,
                                                  TextStart& start) const {
  if (!pattern.may_match(start)) return std::nullopt;
  const std::string_view line = start.text();
  const auto match = pattern.match_at(line, 0);
  if (!match) return std::nullopt;
  MarkerHit hit{unit, style, number_of(*match), match->end, line.front() == '('};
  // "10.1. pants" or "1.5 g": a digit glued behind the mark makes it another number.
  if (hit.end < line.size() && line[hit.end] >= '0' && line[hit.end] <= '9') return std::nullopt;
  if (profile_.units[static_cast<size_t>(unit)].type == ProvisionType::indent) return hit.number = {}, hit;
  if (!plausible_mark(hit.number)) return std::nullopt;
  return hit;
}

std::optional<MarkerHit> Recogniser::marker(std::string_view line) const {
  if (line.empty()) return std::nullopt;
  std::optional<MarkerHit> best;
  TextStart start(line.substr(0, 80));
  if (!profile_.filters.marker.may_match(start)) return std::nullopt;
  int style = 0;
  for (int unit = 0; unit < static_cast<int>(profile_.units.size()); ++unit)
    for (const Pattern& pattern : profile_.units[static_cast<size_t>(unit)].marker) {
      const auto hit = match_marker(unit, style++, pattern, start);
      if (hit && (!best || hit->end > best->end)) best = hit;
    }
  return best;
}

}  // namespace zakonwatch
