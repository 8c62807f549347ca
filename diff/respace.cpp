// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/respace.h"

#include <algorithm>

#include "base/text.h"
#include "diff/noise.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestRun = 40;  // pieces that may be put together; more is left as printed
constexpr size_t kMostPieces = 12;  // of one word

size_t letters_in(std::string_view piece) {
  size_t count = 0;
  for (size_t at = 0; at < piece.size();) count += is_letter(next_code_point(piece, at)) ? 1 : 0;
  return count;
}

bool is_single(std::string_view piece) { return letters_in(piece) == 1 && words(piece).size() == 1; }

// The letters of a piece without the marks around it.
std::string folded_letters(std::string_view piece) {
  std::string out;
  for (size_t at = 0; at < piece.size();) {
    const char32_t c = next_code_point(piece, at);
    if (is_word_char(c)) append_utf8(out, fold_char(c));
  }
  return out;
}

bool has_mark_inside(std::string_view word) { return word.find_first_of(",;:()") < word.size() - 1; }

}  // namespace

std::string Respacer::Text::printed(std::string_view original, std::string_view stretch) const {
  const size_t begin = text.find(stretch);
  if (begin == std::string::npos) return std::string(stretch);
  return std::string(original.substr(at[begin], at[begin + stretch.size()] - at[begin]));
}

Respacer::Respacer(const Act& old_act, const Act& new_act, const NumberWords* numbers) : numbers_(numbers) {
  for (const Act* act : {&old_act, &new_act})
    for (const Provision& item : act->provisions) {
      if (letter_spaced(item.text)) continue;
      for (const Word& word : words(item.text)) {
        std::string folded =
            folded_letters(std::string_view(item.text).substr(word.begin, word.end - word.begin));
        if (letters_in(folded) > 1) words_.insert(std::move(folded));
      }
    }
}

bool Respacer::known(std::string_view word) const {
  if (words_.contains(word)) return true;
  if (numbers_ == nullptr) return false;
  const auto hit = numbers_->match(word, 0);
  return hit && hit->end == word.size();
}

// Between two pieces of which one is a single letter the space may be the printer's: of all ways to join such
// a run the one that makes the most letters into known words.
Respacer::Text Respacer::respaced(std::string_view printed) const {
  const auto pieces = split(printed, ' ');
  std::vector<bool> joins(pieces.size(), false);  // with the piece before
  for (size_t first = 0; first < pieces.size();) {
    size_t end = first + 1;
    while (end < pieces.size() && end - first < kLongestRun &&
           (is_single(pieces[end - 1]) || is_single(pieces[end])))
      ++end;
    const size_t count = end - first;
    std::vector<long> best(count + 1, 0);
    std::vector<size_t> length(count + 1, 1);
    for (size_t i = count; i-- > 0;) {
      best[i] = -1'000'000;
      std::string word, raw;
      for (size_t k = i; k < std::min(count, i + kMostPieces); ++k) {
        raw += pieces[first + k];
        word += folded_letters(pieces[first + k]);
        const long letters = static_cast<long>(letters_in(word));
        if (k > i && (!known(word) || has_mark_inside(raw))) continue;  // what is not known stays as printed
        const long worth = known(word) ? letters * letters : 0;
        if (worth + best[k + 1] > best[i]) best[i] = worth + best[k + 1], length[i] = k - i + 1;
      }
    }
    for (size_t i = 0; i < count; i += length[i])
      for (size_t k = i + 1; k < i + length[i]; ++k) joins[first + k] = true;
    first = end;
  }
  Text out;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const auto begin = static_cast<size_t>(pieces[i].data() - printed.data());
    if (i > 0 && !joins[i]) out.text += ' ', out.at.push_back(begin - 1);
    for (size_t k = 0; k < pieces[i].size(); ++k) out.at.push_back(begin + k);
    out.text += pieces[i];
  }
  out.at.push_back(printed.size());
  return out;
}

}  // namespace zakonwatch
