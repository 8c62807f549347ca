// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/noise.h"

#include <algorithm>
#include <array>

#include "diff/window.h"

namespace zakonwatch {
namespace {

constexpr std::array<std::string_view, 16> kNames = {
    "whitespace", "quotes",         "dashes",         "invisible",      "normal_form", "lookalikes",
    "yo",         "numero",         "footnote_marks", "document_links", "stray_quote", "reflow",
    "level",      "letter_spacing", "repeal_marker",  "passing_rule"};

// Lone letters beyond what conjunctions and the letters of lists account for.
constexpr size_t kLoneLetters = 3;
constexpr double kLoneShare = 0.2;

// The end of a footnote mark "[671]" that opens at `at`, or `at`.
size_t mark_end(std::string_view text, size_t at) {
  size_t end = at + 1;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const bool mark = end > at + 1 && end < text.size() && text[end] == ']';
  return mark ? end + 1 : at;
}

std::string without_footnote_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t end = text[at] == '[' ? mark_end(text, at) : at;
    if (end == at) {
      out += text[at++];
      continue;
    }
    at = end;
    if (!out.empty() && out.back() == ' ') out.pop_back();
  }
  return out;
}

// "254к/96-ВР", "2001-05": digits, at most one letter, a year after a slash, a hyphen and two more signs.
bool is_document_number(std::string_view word) {
  const std::u32string points = to_code_points(word);
  size_t at = 0;
  auto digits = [&] {
    const size_t begin = at;
    while (at < points.size() && points[at] >= '0' && points[at] <= '9') ++at;
    return at - begin;
  };
  if (digits() < 2) return false;
  if (at < points.size() && is_letter(points[at])) ++at;
  if (at < points.size() && points[at] == '/') {
    ++at;
    if (digits() != 2) return false;
  }
  if (at >= points.size() || points[at] != '-') return false;
  const std::u32string rest = points.substr(at + 1);
  return rest.size() == 2 && is_letter(rest[0]) == is_letter(rest[1]) && is_word_char(rest[0]) &&
         is_word_char(rest[1]);
}

// The end of "( 2001-05, 2002-05 )" that opens at `at`, or `at`. The spaces inside the brackets tell it from
// an amount in brackets.
size_t link_end(std::string_view text, size_t at) {
  if (text.substr(at, 2) != "( ") return at;
  const size_t close = text.find(" )", at);
  if (close == std::string_view::npos || close - at > 80) return at;
  bool any = false;
  for (std::string_view word : split(text.substr(at + 2, close - at - 2), ' ')) {
    if (!word.empty() && word.back() == ',') word.remove_suffix(1);
    if (!is_document_number(word)) return at;
    any = true;
  }
  return any ? close + 2 : at;
}

std::string without_links(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text[at] == '(' ? link_end(text, at) : at;
    if (end == at) out += text[at++];
    at = std::max(at, end);
  }
  return out;
}

// A closing quote at the very end whose opening one is missing.
void drop_stray_quote(std::string& folded) {
  size_t end = folded.size();
  while (end > 0 && (folded[end - 1] == '.' || folded[end - 1] == ';')) --end;
  if (end > 0 && folded[end - 1] == '"' && std::count(folded.begin(), folded.end(), '"') % 2 == 1)
    folded.erase(end - 1, 1);
}

bool ends_in_quote(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ';' || text.back() == ' '))
    text.remove_suffix(1);
  for (const std::string_view quote : {"\"", "»", "”", "“", "„", "«", "″", "‟"})
    if (text.size() >= quote.size() && text.substr(text.size() - quote.size()) == quote) return true;
  return false;
}

bool is_quote(char32_t c) {
  return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB || c == 0xB4 || c == 0x2BC ||
         c == 0x2B9 || (c >= 0x2018 && c <= 0x201F) || (c >= 0x2032 && c <= 0x2033) || c == 0x2039 ||
         c == 0x203A;
}
bool is_dash(char32_t c) { return c == '-' || c == 0x2212 || c == 0xAF || (c >= 0x2010 && c <= 0x2015); }
bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
         c == 0xFEFF;
}
bool is_yo(char32_t c) { return c == 0x451 || c == 0x401; }
bool is_latin_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The characters of one kind, in order: kinds whose sequences differ are the noise there is.
template <typename Is>
std::u32string only(const std::u32string& text, Is is) {
  std::u32string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is);
  return out;
}

std::string digits_in_marks(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at)
    if (text[at] == '[') out += text.substr(at, mark_end(text, at) - at);
  return out;
}

// White space as it stands between other characters: where it is, and which.
std::u32string spacing(const std::u32string& text) {
  std::u32string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_invisible(text[i])) continue;
    out += is_space(text[i]) ? text[i] : char32_t{'x'};
  }
  return out;
}

// Where one text prints a word that the other prints as several, one of the gaps stands between two long
// words: the printer lost or found it. Between "не" and "винний" a gap is meant.
class LostSpaces {
 public:
  LostSpaces(std::string_view a, std::string_view b) : a_(split_words(a)), b_(split_words(b)) {}

  bool only() {
    size_t i = 0, j = 0;
    while (i < a_.size() && j < b_.size()) {
      size_t to_i = i + 1, to_j = j + 1, left = a_[i].size(), right = b_[j].size();
      while (left != right) {
        if (left < right ? to_i == a_.size() : to_j == b_.size()) return false;
        (left < right ? left : right) += left < right ? a_[to_i++].size() : b_[to_j++].size();
      }
      if (to_i - i > 1 && to_j - j > 1) return false;
      if (to_i - i > 1 && !long_gap(a_, i, to_i)) return false;
      if (to_j - j > 1 && !long_gap(b_, j, to_j)) return false;
      i = to_i, j = to_j;
    }
    return i == a_.size() && j == b_.size();
  }

 private:
  using Words = std::vector<std::string_view>;
  static constexpr size_t kLongWord = 5;

  static Words split_words(std::string_view text) {
    Words out;
    for (const std::string_view line : split(text, '\n'))
      for (const std::string_view word : split(line, ' '))
        if (!word.empty()) out.push_back(word);
    return out;
  }
  static bool is_long(std::string_view word) {
    const std::u32string points = to_code_points(word);
    return points.size() >= kLongWord && std::all_of(points.begin(), points.end(), is_letter);
  }
  static bool long_gap(const Words& words, size_t from, size_t to) {
    for (size_t k = from; k + 1 < to; ++k)
      if (is_long(words[k]) && is_long(words[k + 1])) return true;
    return false;
  }

  Words a_, b_;
};

}  // namespace

std::string_view to_string(Noise noise) { return kNames.at(static_cast<size_t>(noise)); }

std::string comparable(std::string_view text, const FoldRules& rules) {
  std::string folded =
      text.find("( ") == std::string_view::npos ? fold(text, rules) : fold(without_links(text), rules);
  if (folded.find('[') != std::string::npos) folded = without_footnote_marks(folded);
  drop_stray_quote(folded);
  return folded;
}

bool differ_editorially(std::string_view old_text, std::string_view new_text, const FoldRules& rules) {
  if (old_text == new_text) return true;
  // Whether a last quote is stray depends on all that stands before it.
  const bool whole = ends_in_quote(old_text) || ends_in_quote(new_text);
  const Window window = whole ? Window{} : differing_window(old_text, new_text);
  const std::string before = comparable(window.inner(old_text), rules),
                    after = comparable(window.inner(new_text), rules);
  if (before == after) return true;
  return packed(before) == packed(after) &&
         (letter_spaced(old_text) || letter_spaced(new_text) || LostSpaces(before, after).only());
}

std::string packed(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\n'; });
  return out;
}

bool letter_spaced(std::string_view text) {
  size_t words = 0, lone = 0;
  for (size_t at = 0, begin = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != ' ' && text[at] != '\n') continue;
    size_t inside = begin;
    const bool letter = at > begin && is_letter(next_code_point(text, inside)) && inside == at;
    words += at > begin;
    lone += letter;
    begin = at + 1;
  }
  return lone >= kLoneLetters && double(lone) >= kLoneShare * double(words);
}

std::vector<Noise> noise_between(std::string_view old_text, std::string_view new_text,
                                 const FoldRules& rules) {
  if (old_text == new_text || !differ_editorially(old_text, new_text, rules)) return {};
  const std::u32string a = to_code_points(to_nfc(old_text)), b = to_code_points(to_nfc(new_text));
  auto differs = [&](auto is) { return only(a, is) != only(b, is); };
  std::vector<Noise> out;
  auto add = [&](Noise noise, bool found) {
    if (found) out.push_back(noise);
  };
  add(Noise::whitespace, spacing(a) != spacing(b));
  add(Noise::quotes, differs(is_quote));
  add(Noise::dashes, differs(is_dash));
  add(Noise::invisible, differs(is_invisible));
  add(Noise::normal_form, to_nfc(old_text) != old_text || to_nfc(new_text) != new_text);
  add(Noise::lookalikes, rules.lookalikes && differs(is_latin_letter) &&
                             fold(old_text, {rules.yo_is_ye, false, rules.case_insensitive}) !=
                                 fold(new_text, {rules.yo_is_ye, false, rules.case_insensitive}));
  add(Noise::yo, rules.yo_is_ye && differs(is_yo));
  add(Noise::numero, differs([](char32_t c) { return c == 0x2116; }));
  add(Noise::footnote_marks,
      differs([](char32_t c) { return c == '['; }) || digits_in_marks(old_text) != digits_in_marks(new_text));
  add(Noise::document_links,
      without_links(old_text).size() + new_text.size() != without_links(new_text).size() + old_text.size());
  add(Noise::letter_spacing, comparable(old_text, rules) != comparable(new_text, rules));
  add(Noise::stray_quote, differs(is_quote) && only(a, is_quote).size() != only(b, is_quote).size());
  return out;
}

}  // namespace zakonwatch
