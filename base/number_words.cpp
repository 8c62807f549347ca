// SPDX-License-Identifier: GPL-3.0-or-later
// Number words of one language (declared in base/pattern.h).
#include <algorithm>

#include "base/pattern.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

bool in_number_word(char32_t c) { return is_letter(c) || c == '\''; }

// The letters (and apostrophes) at `at`, folded; the bytes they take.
std::pair<std::string, size_t> word_at(std::string_view text, size_t at) {
  std::string word;
  size_t end = at;
  while (end < text.size()) {
    size_t next = end;
    const char32_t c = fold_char(next_code_point(text, next));
    if (!in_number_word(c)) break;
    append_utf8(word, c);
    end = next;
  }
  return {std::move(word), end};
}

std::string folded(std::string_view word) {
  std::string out;
  for (size_t at = 0; at < word.size();) append_utf8(out, fold_char(next_code_point(word, at)));
  return out;
}

// Words of a spoken number as they come: "двадцять" "п'ять", "two" "hundred", "п'ять" "тисяч".
class Spoken {
 public:
  // False when the word cannot continue the number.
  bool add(long value) {
    if (value >= 1000) {
      if (last_ >= 1000 && value >= last_big_) return false;
      total_ += std::max(current_, 1L) * value;
      current_ = 0;
      last_big_ = value;
    } else if (value == 100 && current_ > 0 && current_ < 10) {
      current_ *= 100;
    } else if (current_ == 0 || value < magnitude(current_)) {
      current_ += value;
    } else {
      return false;
    }
    last_ = value;
    return true;
  }
  long value() const { return total_ + current_; }

 private:
  // What may still be added below: after 20 a digit (after 10 too: Turkic "on beş" is 15), after 300 a
  // two-digit number.
  static long magnitude(long n) {
    if (n % 100 == 0) return 100;
    return n % 10 == 0 ? 10 : 0;
  }
  long total_ = 0, current_ = 0, last_ = 0, last_big_ = 0;
};

}  // namespace

void NumberWords::add(std::string_view word, long value) {
  std::string key = folded(word);
  longest_ = std::max(longest_, key.size());
  words_.insert_or_assign(std::move(key), value);
}

std::vector<std::u32string> NumberWords::beginnings() const {
  std::vector<std::u32string> out;
  for (const auto& [word, value] : words_) out.push_back(to_code_points(word).substr(0, 2));
  return out;
}

std::optional<NumberWords::Hit> NumberWords::match(std::string_view text, size_t at) const {
  Spoken spoken;
  std::optional<Hit> hit;
  while (at < text.size()) {
    const auto [word, end] = word_at(text, at);
    const auto found = words_.find(word);
    if (word.empty() || found == words_.end() || !spoken.add(found->second)) break;
    hit = Hit{end, spoken.value()};
    at = end;
    if (at < text.size()) {  // one space or hyphen joins the next word
      size_t next = at;
      const char32_t c = fold_char(next_code_point(text, next));
      if (c != ' ' && c != '-') break;
      at = next;
    }
  }
  return hit;
}

std::optional<NumberWords::Hit> NumberWords::match_prefix(std::string_view text, size_t at) const {
  std::optional<Hit> hit;
  std::string word;
  for (size_t end = at; end < text.size() && word.size() <= longest_;) {
    size_t next = end;
    const char32_t c = fold_char(next_code_point(text, next));
    if (!in_number_word(c)) break;
    append_utf8(word, c);
    end = next;
    if (const auto found = words_.find(word); found != words_.end()) hit = Hit{end, found->second};
  }
  return hit;
}

}  // namespace zakonwatch
