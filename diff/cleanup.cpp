// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/cleanup.h"

#include <algorithm>

namespace zakonwatch {
namespace {

// An equality of more words than this is always worth showing.
constexpr int kLongestAbsorbed = 3;
// Words that carry no meaning of their own between two edits: "и", "в", "or", "до".
constexpr size_t kShortWord = 6;  // bytes

class Cleaner {
 public:
  Cleaner(const TokenText& old_text, const TokenText& new_text) : old_(old_text), new_(new_text) {}

  std::vector<Hunk> absorb(const std::vector<Hunk>& hunks) const {
    std::vector<Hunk> out;
    for (const Hunk& hunk : hunks) {
      if (!out.empty() && absorbs(out.back(), hunk)) {
        out.back().old_end = hunk.old_end;
        out.back().new_end = hunk.new_end;
      } else {
        out.push_back(hunk);
      }
    }
    return out;
  }

  // Slides hunk i between its neighbours; `floor` and `ceiling` are the equal tokens it may use.
  void slide(Hunk& hunk, uint32_t before, uint32_t after) const {
    if (hunk.removes() == hunk.inserts()) return;
    const bool removal = hunk.removes();
    const TokenText& side = removal ? old_ : new_;
    const uint32_t begin = removal ? hunk.old_begin : hunk.new_begin,
                   end = removal ? hunk.old_end : hunk.new_end;
    int best = 0, best_score = edge_score(side, begin, end);
    auto consider = [&](int shift) {
      const int score = edge_score(side, moved(begin, shift), moved(end, shift));
      if (score > best_score) best = shift, best_score = score;
    };
    for (int shift = 1;
         shift <= static_cast<int>(before) && same(side, moved(end, -shift), moved(begin, -shift)); ++shift)
      consider(-shift);
    for (int shift = 1;
         shift <= static_cast<int>(after) && same(side, moved(begin, shift - 1), moved(end, shift - 1));
         ++shift)
      consider(shift);
    hunk = {moved(hunk.old_begin, best), moved(hunk.old_end, best), moved(hunk.new_begin, best),
            moved(hunk.new_end, best)};
  }

 private:
  const TokenText& old_;
  const TokenText& new_;

  static uint32_t moved(uint32_t at, int shift) {
    return static_cast<uint32_t>(static_cast<int>(at) + shift);
  }
  static bool same(const TokenText& side, uint32_t i, uint32_t j) { return side.at(i) == side.at(j); }

  static int words(const TokenText& side, uint32_t begin, uint32_t end) {
    int count = 0;
    for (uint32_t i = begin; i < end && count < 64; ++i)
      count += side.tokens[i].kind == TokenKind::word ? 1 : 0;
    return count;
  }
  int weight(const Hunk& hunk) const {
    return std::max(words(old_, hunk.old_begin, hunk.old_end), words(new_, hunk.new_begin, hunk.new_end));
  }

  static bool ends_sentence(std::string_view token) {
    return token == "." || token == "!" || token == "?" || token == ";" || token == ":";
  }

  bool absorbs(const Hunk& left, const Hunk& right) const {
    int count = 0;
    bool all_short = true;
    for (uint32_t i = left.old_end; i < right.old_begin; ++i) {
      const std::string_view token = old_.at(i);
      if (ends_sentence(token) || token.find('\n') != std::string_view::npos) return false;
      if (old_.tokens[i].kind != TokenKind::word) continue;
      if (++count > kLongestAbsorbed) return false;
      all_short = all_short && token.size() <= kShortWord;
    }
    if (count == 0) return true;
    const bool both_replace = left.removes() && left.inserts() && right.removes() && right.inserts();
    if (!both_replace)
      return count == 1 && all_short && (left.removes() || right.removes()) &&
             (left.inserts() || right.inserts());
    return count <= std::min(weight(left), weight(right));
  }

  // How well a stretch begins and ends for a reader: at lines, then sentences, then clauses, then words.
  static int boundary(const TokenText& side, uint32_t at) {
    if (at == 0 || at >= side.size()) return 5;
    const std::string_view before = side.at(at - 1);
    const bool after_space = side.tokens[at - 1].kind == TokenKind::space;
    if (before.find('\n') != std::string_view::npos) return 5;
    if (side.at(at).find('\n') != std::string_view::npos) return 4;
    const std::string_view mark = after_space && at >= 2 ? side.at(at - 2) : before;
    if (after_space && ends_sentence(mark)) return 4;
    if (after_space && mark == ",") return 3;
    if (after_space) return 2;
    return side.tokens[at].kind == TokenKind::space ? 1 : 0;
  }
  static int edge_score(const TokenText& side, uint32_t begin, uint32_t end) {
    return 2 * boundary(side, begin) + boundary(side, end);
  }
};

}  // namespace

std::vector<Hunk> clean_up(std::vector<Hunk> hunks, const TokenText& old_text, const TokenText& new_text) {
  const Cleaner cleaner(old_text, new_text);
  hunks = cleaner.absorb(hunks);
  for (size_t i = 0; i < hunks.size(); ++i) {
    const uint32_t before = hunks[i].old_begin - (i > 0 ? hunks[i - 1].old_end : 0);
    const uint32_t next =
        i + 1 < hunks.size() ? hunks[i + 1].old_begin : static_cast<uint32_t>(old_text.size());
    const uint32_t after = next - hunks[i].old_end;
    // One equal token is kept on either side, so that neighbours do not touch.
    cleaner.slide(hunks[i], before > 0 && i > 0 ? before - 1 : before,
                  after > 0 && i + 1 < hunks.size() ? after - 1 : after);
  }
  return hunks;
}

}  // namespace zakonwatch
