// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/snippet.h"

#include <algorithm>

#include "base/text.h"
#include "index/fields.h"
#include "index/tokens.h"

namespace zakonwatch {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;  // of a text; an article of law is shorter
constexpr size_t kWindowWords = 36;
constexpr size_t kWordsBefore = 8;    // the first match, with room before it
constexpr size_t kLongestPart = 400;  // grapheme clusters
constexpr size_t kMentionedWords = 5;

struct Mark {
  uint32_t begin = 0, end = 0;  // bytes
  std::string what;             // the folded word, or the concept: different ones make a better window
};

class Marker {
 public:
  Marker(const std::string& language, const Sought& sought, Stems& stems)
      : language_(language), sought_(sought), stems_(stems) {}

  bool matches(const Token& token, std::string_view printed) {
    if (token.term.empty()) return false;
    if (sought_.terms.contains(token.term)) return true;
    for (const std::string& prefix : sought_.prefixes)
      if (token.term.starts_with(prefix)) return true;
    if (sought_.stems.empty()) return false;
    const std::string& stem = stems_.of(language_, printed);
    return !stem.empty() && sought_.stems.contains(language_ + stem);
  }

 private:
  const std::string& language_;
  const Sought& sought_;
  Stems& stems_;
};

void mark_concepts(std::string_view text, const Sought& sought, const Lexicon* lexicon,
                   std::vector<Mark>& marks, std::vector<std::string>& concepts) {
  if (lexicon == nullptr || sought.concepts.empty()) return;
  for (const ConceptHit& hit : lexicon->find(text)) {
    if (!sought.concepts.contains(hit.concept_id)) continue;
    marks.push_back({hit.begin, hit.end, hit.concept_id});
    if (std::find(concepts.begin(), concepts.end(), hit.concept_id) == concepts.end())
      concepts.push_back(hit.concept_id);
  }
}

// In text order, overlapping ones joined.
void tidy(std::vector<Mark>& marks) {
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
  std::vector<Mark> joined;
  for (Mark& mark : marks) {
    if (!joined.empty() && mark.begin < joined.back().end)
      joined.back().end = std::max(joined.back().end, mark.end);
    else
      joined.push_back(std::move(mark));
  }
  marks = std::move(joined);
}

struct Window {
  size_t first = 0, last = 0;  // tokens, inclusive
};

// The window that holds the most different matches, then the most; the earliest of equals.
Window best_window(const std::vector<Token>& tokens, const std::vector<Mark>& marks) {
  Window best{0, std::min(tokens.size(), kWindowWords) - 1};
  size_t best_score = 0;
  auto token_at = [&](uint32_t byte) {
    auto after = std::upper_bound(tokens.begin(), tokens.end(), byte,
                                  [](uint32_t at, const Token& token) { return at < token.begin; });
    return static_cast<size_t>(after - tokens.begin()) - (after == tokens.begin() ? 0 : 1);
  };
  for (size_t i = 0; i < marks.size(); ++i) {
    const size_t at = token_at(marks[i].begin);
    const size_t first = at > kWordsBefore ? at - kWordsBefore : 0;
    const size_t last = std::min(first + kWindowWords, tokens.size()) - 1;
    std::set<std::string_view> different;
    size_t count = 0;
    for (size_t j = i; j < marks.size() && marks[j].end <= tokens[last].end; ++j, ++count)
      different.insert(marks[j].what);
    const size_t score = different.size() * kWindowWords + count;
    if (score > best_score) best_score = score, best = {first, last};
  }
  return best;
}

void add_part(std::vector<SnippetPart>& parts, std::string_view text, bool match) {
  if (!text.empty()) parts.push_back({ellipsis(text, kLongestPart), match});
}

// Up to the text's end where the window reaches it, so that closing marks are shown.
std::vector<SnippetPart> cut(std::string_view text, uint32_t begin, uint32_t end,
                             const std::vector<Mark>& marks) {
  std::vector<SnippetPart> parts;
  if (begin > 0) parts.push_back({"…", false});
  for (const Mark& mark : marks) {
    if (mark.begin < begin || mark.end > end) continue;
    add_part(parts, text.substr(begin, mark.begin - begin), false);
    add_part(parts, text.substr(mark.begin, mark.end - mark.begin), true);
    begin = mark.end;
  }
  add_part(parts, text.substr(begin, end - begin), false);
  if (end < text.size()) parts.push_back({"…", false});
  return parts;
}

std::string_view beginning(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

void mention(std::vector<std::string>& mentioned, std::string_view word) {
  const std::string printed = ellipsis(word, kLongestPart);
  if (mentioned.size() < kMentionedWords &&
      std::find(mentioned.begin(), mentioned.end(), printed) == mentioned.end())
    mentioned.push_back(printed);
}

}  // namespace

Snippet make_snippet(std::string_view whole, const std::string& language, const Sought& sought,
                     const Lexicon* lexicon, Stems& stems) {
  const std::string_view text = beginning(whole, kReadBytes);
  const std::vector<Token> tokens = tokenise(text);
  Snippet snippet;
  if (tokens.empty()) return snippet;
  std::vector<Mark> marks;
  Marker marker(language, sought, stems);
  for (const Token& token : tokens) {
    const std::string_view printed = text.substr(token.begin, token.end - token.begin);
    if (!marker.matches(token, printed)) continue;
    marks.push_back({token.begin, token.end, token.term});
    mention(snippet.words, printed);
  }
  mark_concepts(text, sought, lexicon, marks, snippet.concepts);
  tidy(marks);
  const Window window = best_window(tokens, marks);
  const uint32_t begin = window.first == 0 ? 0 : tokens[window.first].begin;
  const bool reaches_end = window.last + 1 == tokens.size();
  const uint32_t end = reaches_end ? static_cast<uint32_t>(text.size()) : tokens[window.last].end;
  snippet.parts = cut(text, begin, end, marks);
  return snippet;
}

}  // namespace zakonwatch
