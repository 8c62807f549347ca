// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "index/tokens.h"

namespace zakonwatch {
namespace {

constexpr size_t kShortestPrefix = 2;       // letters before a star
constexpr size_t kLongestAbbreviation = 4;  // letters of "ст.", "art.", "pants" is a word

bool opens_quote(char32_t c) { return c == '"' || c == 0x201E || c == 0xAB || c == 0x201C || c == 0xBB; }
// »…« is the other way round: Croatian and Slovene write it so.
bool closes_quote(char32_t c, char32_t opening) {
  if (opening == 0xBB) return c == 0xAB;
  return c == '"' || c == 0x201D || c == 0xBB || c == 0x201C;
}

class QueryReader {
 public:
  explicit QueryReader(std::string_view text) : text_(text) {}

  std::vector<QueryItem> read() {
    while (at_ < text_.size()) {
      size_t next = at_;
      const char32_t c = next_code_point(text_, next);
      if (is_space(c) || c < 0x20) {
        at_ = next;
        excluded_ = false;
      } else if (c == '-' && starts_word(next)) {
        at_ = next;
        excluded_ = true;
      } else if (opens_quote(c)) {
        at_ = next;
        read_phrase(c);
      } else {
        read_run();
      }
    }
    return std::move(items_);
  }

 private:
  bool starts_word(size_t after_sign) const {
    const bool alone = at_ == 0 || is_space(static_cast<unsigned char>(text_[at_ - 1]));
    size_t next = after_sign;
    return alone && after_sign < text_.size() && !is_space(next_code_point(text_, next));
  }

  void read_phrase(char32_t opening) {
    const size_t begin = at_;
    size_t end = text_.size();
    while (at_ < text_.size()) {
      const size_t here = at_;
      if (closes_quote(next_code_point(text_, at_), opening)) {
        end = here;
        break;
      }
    }
    add_phrase(text_.substr(begin, end - begin));
  }

  // Up to the next space or quote.
  void read_run() {
    const size_t begin = at_;
    size_t end = at_;
    while (end < text_.size()) {
      size_t next = end;
      const char32_t c = next_code_point(text_, next);
      if (is_space(c) || c < 0x20 || opens_quote(c)) break;
      end = next;
    }
    at_ = end;
    add_run(text_.substr(begin, end - begin));
    excluded_ = false;
  }

  void add_run(std::string_view run) {
    const std::string_view bare = without_edges(run);
    if (is_number(bare))
      return add({QueryItem::Kind::number, std::string(bare), {normal_number(bare)}, excluded_, false});
    for (const Token& token : tokenise(run)) {
      if (token.term.empty()) continue;
      const bool starred = token.end < run.size() && run[token.end] == '*';
      add({starred ? QueryItem::Kind::prefix : QueryItem::Kind::word,
           std::string(run.substr(token.begin, token.end - token.begin)),
           {token.term},
           excluded_,
           false});
    }
  }

  void add_phrase(std::string_view phrase) {
    QueryItem item{QueryItem::Kind::phrase, squeeze_space(phrase), {}, excluded_, false};
    for (Token& token : tokenise(phrase))
      if (!token.term.empty()) item.terms.push_back(std::move(token.term));
    if (!item.terms.empty()) add(std::move(item));
    excluded_ = false;
  }

  void add(QueryItem item) {
    const bool numbered = item.kind == QueryItem::Kind::number && !items_.empty();
    if (numbered && is_abbreviation(items_.back())) items_.back().optional = true;
    items_.push_back(std::move(item));
  }

  static bool is_abbreviation(const QueryItem& item) {
    return item.kind == QueryItem::Kind::word && count_letters(item.terms.front()) <= kLongestAbbreviation;
  }

  static std::string_view without_edges(std::string_view run) {
    constexpr std::string_view kEdges = ".,;:()[]{}!?";
    const size_t begin = run.find_first_not_of(kEdges);
    if (begin == std::string_view::npos) return {};
    return run.substr(begin, run.find_last_not_of(kEdges) - begin + 1);
  }

  std::string_view text_;
  size_t at_ = 0;
  bool excluded_ = false;
  std::vector<QueryItem> items_;
};

}  // namespace

Result<std::vector<QueryItem>> read_query(std::string_view text) {
  if (text.size() > kLongestQuery)
    return fail(ErrorKind::usage,
                fmt::format("a search has at most {} bytes, this one has {}", kLongestQuery, text.size()));
  const std::string sound = to_nfc(repair_utf8(text));
  std::vector<QueryItem> items = QueryReader(sound).read();
  for (const QueryItem& item : items)
    if (item.kind == QueryItem::Kind::prefix && count_letters(item.terms.front()) < kShortestPrefix)
      return fail(ErrorKind::usage,
                  fmt::format("'{}*' would match nearly everything: at least {} letters before the star",
                              item.printed, kShortestPrefix));
  if (std::all_of(items.begin(), items.end(),
                  [](const QueryItem& item) { return item.excluded || item.optional; }))
    return fail(ErrorKind::usage, "there is nothing to look for: give at least one word or number");
  return items;
}

}  // namespace zakonwatch
