// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "parsers/outline.h"
#include "parsers/recognise.h"

// Law that an amending act quotes.
namespace zakonwatch {
namespace {

constexpr size_t kLatestHeading = 20;   // lines of a quotation before the first article in it
constexpr size_t kLongestQuote = 2000;  // blocks
constexpr size_t kMostReads = 16;  // times the text's own size that looking for ends of quotations may take

constexpr std::u32string_view kOpening = U"\"„«“»";

// What closes a quotation, by what opened it: „…“, „…”, «…», »…«, “…”.
std::u32string_view closing_of(char32_t opening) {
  if (opening == 0x201E) return U"“”»";
  if (opening == 0xAB) return U"»";
  return opening == 0xBB ? U"«" : U"”";
}

// How many quotes of the kind that `opening` begins a text opens more than it closes.
int quote_balance(std::string_view text, char32_t opening, int depth) {
  const std::u32string_view closing = closing_of(opening);
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == opening)
      ++depth;
    else if (depth > 0 && closing.find(c) != std::u32string_view::npos)
      --depth;
  }
  return depth;
}

// Straight quotes: a quotation ends where a line ends in one, closed by the sentence's mark.
bool ends_in_straight_quote(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ';' || text.back() == ','))
    text.remove_suffix(1);
  return text.ends_with('"');
}

// Does a quotation end with this text? `depth`: quotes still open behind it.
bool closes(std::string_view text, char32_t opening, int depth) {
  const bool low_and_straight = opening == 0x201E && depth == 1;  // „…"
  return opening == '"' || low_and_straight ? ends_in_straight_quote(text) : depth <= 0;
}

// A line of a block.
struct Place {
  size_t block = 0, line = 0;
};

// The lines of all blocks, and where a block must be cut.
class QuotationCutter {
 public:
  QuotationCutter(const Blocks& blocks, const Recogniser& recogniser)
      : blocks_(blocks), recogniser_(recogniser), reads_(kMostReads * text_size(blocks)) {
    for (size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].kind == Block::Kind::row) continue;
      const std::vector<std::string_view> all = lines(blocks[i].text);
      for (size_t k = 0; k < all.size(); ++k) places_.push_back({i, k}), lines_.push_back(all[k]);
    }
    cuts_.resize(lines_.size(), false);
    own_again_.resize(lines_.size(), false);
  }

  Blocks run() {
    for (size_t i = 1; i < lines_.size(); ++i) {
      if (last_char(lines_[i - 1]) != ':' || !opens_quote(lines_[i])) continue;
      const size_t end = end_of(i);
      if (end == i) continue;
      cuts_[i] = true;
      if (end < lines_.size()) cuts_[end] = true;
      unread_ = end;
      i = end - 1;
    }
    return cut();
  }

 private:
  std::optional<HeadingHit> article(std::string_view line) const {
    auto hit = recogniser_.heading(line);
    return hit && hit->unit == recogniser_.article_unit() ? hit : std::nullopt;
  }

  // The act's own article that the quotation stands in.
  void read_own(size_t begin) {
    for (size_t i = begin; i > unread_; --i)
      if (auto hit = article(lines_[i - 1])) {
        own_ = std::move(hit);
        break;
      }
    unread_ = begin;
  }

  // Where a page forgets to close a quotation, the act's next article tells: "§ 21." behind "„Чл. 51е. …"
  // bears the act's own word, not that of what is quoted.
  bool goes_on(std::string_view line, std::optional<std::string>& quoted_word) const {
    const bool own_word = own_ && !own_->word.empty() && line.starts_with(own_->word);
    if (!own_ || (quoted_word && (!own_word || *quoted_word == own_->word))) return false;
    const auto hit = article(line);
    if (hit && !quoted_word) return quoted_word = hit->word, false;
    return hit && own_word && hit->word == own_->word && hit->number.base() == own_->number.base() + 1;
  }

  // One past the line that closes what opens at `begin`; `begin` where nothing does.
  size_t end_of(size_t begin) {
    read_own(begin);
    std::optional<std::string> quoted_word;
    size_t first = 0;
    const char32_t opening = next_code_point(lines_[begin], first);
    if (const auto hit = article(trim(lines_[begin].substr(first)))) quoted_word = hit->word;
    int depth = 0;
    for (size_t i = begin; i < lines_.size() && places_[i].block - places_[begin].block < kLongestQuote;
         ++i) {
      if (lines_[i].size() >= reads_) return begin;
      reads_ -= lines_[i].size();
      const bool headed = quoted_word || i - begin <= kLatestHeading;
      if (i > begin && headed && goes_on(lines_[i], quoted_word)) return own_again_[i] = true, i;
      depth = quote_balance(lines_[i], opening, depth);
      if (closes(lines_[i], opening, depth)) return i + 1;
    }
    return begin;
  }

  Blocks cut() const {
    Blocks out;
    size_t at = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      out.push_back(blocks_[i]);
      if (blocks_[i].kind == Block::Kind::row) continue;
      bool whole = true;
      for (; at < lines_.size() && places_[at].block == i; ++at) {
        if (places_[at].line == 0) {
          out.back().own_again = own_again_[at];
          continue;
        }
        if (cuts_[at]) {
          if (whole)
            out.back().text.resize(offset(at)), out.back().bold = std::min(out.back().bold, offset(at) - 1);
          if (out.back().text.ends_with('\n')) out.back().text.pop_back();
          out.push_back({.kind = blocks_[i].kind, .text = std::string(lines_[at])});
          out.back().own_again = own_again_[at];
          whole = false;
        } else if (!whole) {
          out.back().text += '\n';
          out.back().text += lines_[at];
        }
      }
    }
    return out;
  }
  // Where the line begins in its block.
  size_t offset(size_t at) const {
    return static_cast<size_t>(lines_[at].data() - blocks_[places_[at].block].text.data());
  }

  const Blocks& blocks_;
  const Recogniser& recogniser_;
  size_t reads_;
  std::optional<HeadingHit> own_;
  size_t unread_ = 0;  // the first line outside quotations that was not looked at for own_
  std::vector<Place> places_;
  std::vector<std::string_view> lines_;
  std::vector<bool> cuts_;       // by line: a block begins here
  std::vector<bool> own_again_;  // by line: see Block
};

}  // namespace

bool opens_quote(std::string_view text) {
  size_t at = 0;
  return !text.empty() && kOpening.find(next_code_point(text, at)) != std::u32string_view::npos;
}

size_t quoted_end(const Blocks& blocks, size_t begin) {
  size_t first = 0;
  const char32_t opening = next_code_point(blocks[begin].text, first);
  int depth = 0;
  for (size_t i = begin; i < blocks.size() && i - begin < kLongestQuote; ++i) {
    if (i > begin && blocks[i].own_again) return i;
    const std::string& text = blocks[i].text;
    depth = quote_balance(text, opening, depth);
    if (closes(text, opening, depth)) return i + 1;
  }
  return begin;
}

Blocks cut_at_quotations(const Blocks& blocks, const Recogniser& recogniser) {
  return QuotationCutter(blocks, recogniser).run();
}

}  // namespace zakonwatch
