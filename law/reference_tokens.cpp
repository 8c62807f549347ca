// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/reference_tokens.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestSuffix = 5;  // letters of an ordinal's ending behind a hyphen: "-нчи", "-njy"
constexpr size_t kLongestEnding = 5;  // of an inflected ordinal: "перш" + "ій"

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string folded_word(std::string_view text) {
  return fold(text, {.lookalikes = true, .case_insensitive = true});
}

bool matches(const std::string& word, const std::string& form) {
  if (!form.empty() && form.back() == '*')
    return word.compare(0, form.size() - 1, form, 0, form.size() - 1) == 0;
  return word == form;
}

bool is_roman(std::string_view word) { return word.find_first_not_of("IVXLC") == std::string_view::npos; }

bool any_of(const std::vector<std::string>& forms, const std::string& word) {
  return std::any_of(forms.begin(), forms.end(),
                     [&](const std::string& form) { return matches(word, form); });
}

class Scanner {
 public:
  Scanner(const MaskedText& clause, const LanguageProfile& profile)
      : clause_(clause), text_(clause.text()), phrases_(profile.amending), numbers_(profile.numbers.get()) {}

  std::vector<ReferenceToken> run() {
    while (at_ < text_.size()) {
      const size_t begin = at_;
      if (is_digit(text_[at_])) {
        number();
      } else {
        size_t next = at_;
        const char32_t c = next_code_point(text_, next);
        if (is_word_char(c))
          word();
        else
          mark(c, next);
      }
      if (at_ == begin) ++at_;
    }
    return std::move(out_);
  }

 private:
  const MaskedText& clause_;
  std::string_view text_;
  const AmendingPhrases& phrases_;
  const NumberWords* numbers_;
  size_t at_ = 0;
  std::vector<ReferenceToken> out_;

  char32_t at(size_t i, size_t* next = nullptr) const {
    if (i >= text_.size()) return 0;
    const char32_t c = next_code_point(text_, i);
    if (next != nullptr) *next = i;
    return c;
  }

  // The end of the run of letters from `i`; `count` says how many.
  size_t letters(size_t i, size_t& count) const {
    count = 0;
    for (size_t next = i; i < text_.size() && is_letter(at(i, &next)); i = next) ++count;
    return i;
  }

  void push(ReferenceToken::Kind kind, size_t begin, size_t end, std::string number = {}) {
    out_.push_back({.kind = kind, .number = std::move(number), .begin = begin, .end = end});
  }
  void push_unit(size_t begin, size_t end, const std::vector<ProvisionType>& types) {
    out_.push_back({ReferenceToken::Kind::unit, types.front(), types.back(), {}, begin, end});
  }

  // Digits with their inserts: 283a, 321-1, 6.16.1, 15^1, 26¹, 177/A.
  void number() {
    const size_t begin = at_;
    size_t end = begin;
    for (;;) {
      size_t next = end;
      const char32_t c = at(end, &next);
      const bool joins = c == '.' || c == '-' || c == '^';
      const bool more = joins && next < text_.size() && is_digit(text_[next]);
      if (c == 0 || (digit_value(c) < 0 && !more)) break;
      end = next;
    }
    end = dotted_letter(end);
    size_t count = 0;
    const size_t glued = letters(end, count);
    if (count == 1 || (count == 2 && glued - end == 2)) end = glued;
    std::string printed(text_.substr(begin, end - begin));
    at_ = suffix(end, printed);
    append_split_insert(printed);
    push(ReferenceToken::Kind::number, begin, at_, printed);
  }

  // "34.a člen": one letter behind a dot belongs to the number.
  size_t dotted_letter(size_t end) const {
    if (end + 1 >= text_.size() || text_[end] != '.') return end;
    size_t count = 0;
    const size_t after = letters(end + 1, count);
    const bool ends = after >= text_.size() || !is_word_char(at(after));
    return count == 1 && ends && text_[end + 1] != ' ' ? after : end;
  }

  // "-րդ" is dropped, "215-а" kept; a longer word behind the hyphen is a word of its own.
  size_t suffix(size_t end, std::string& printed) const {
    size_t next = end, count = 0;
    const char32_t c = at(end, &next);
    if (c != '-' && c != U'‑' && c != '/') return end;
    const size_t after = letters(next, count);
    if (count == 1) {
      printed += text_.substr(c == '/' ? end : next, after - (c == '/' ? end : next));
      return after;
    }
    const bool unit = !units_of(text_.substr(next, after - next)).empty();
    if (count == 0 || c == '/' || unit) return count > 0 && unit ? next : end;
    return count <= kLongestSuffix ? after : end;
  }

  // "lõike 2 1 punktis": an insert whose raised print was lost. Only right behind a unit's word.
  void append_split_insert(std::string& printed) {
    if (out_.empty() || out_.back().kind != ReferenceToken::Kind::unit || phrases_.number_first) return;
    size_t i = at_;
    if (i >= text_.size() || text_[i] != ' ') return;
    const size_t begin = ++i;
    while (i < text_.size() && is_digit(text_[i])) ++i;
    if (i == begin || i - begin > 2) return;
    if (i < text_.size() && text_[i] != ' ' && text_[i] != ',') return;
    printed += to_superscript(text_.substr(begin, i - begin));
    at_ = i;
  }

  std::vector<ProvisionType> units_of(std::string_view printed) const {
    const std::string word = folded_word(printed);
    std::vector<ProvisionType> out;
    for (const auto& unit : phrases_.units)
      if (any_of(unit.words, word)) out.push_back(unit.type);
    return out;
  }

  void word() {
    const size_t begin = at_;
    size_t end = begin;
    for (size_t next = begin; end < text_.size(); end = next) {
      const char32_t c = at(end, &next);
      const bool inside = c == '\'' && next < text_.size() && is_letter(at(next));
      if (!is_word_char(c) && !inside) break;
    }
    at_ = end;
    if (const int quoted = clause_.quotation_at(begin); quoted >= 0) return quotation(quoted, begin);
    const std::string printed(text_.substr(begin, end - begin)), word = folded_word(printed);
    if (const auto types = units_of(printed); !types.empty()) {
      if (at_ < text_.size() && text_[at_] == '.') ++at_;
      return push_unit(begin, at_, types);
    }
    if (behind_annex() && is_number_word(word)) {
      if (at_ < text_.size() && text_[at_] == '.') ++at_;
      return;
    }
    const bool numeral = phrases_.number_first ? at_ < text_.size() && text_[at_] == '.' : behind_unit();
    if (numeral && is_roman(printed)) return push(ReferenceToken::Kind::number, begin, end, printed);
    size_t count = 0;
    letters(begin, count);
    const bool closed = at_ < text_.size() && text_[at_] == ')';
    const bool single = count >= 1 && count <= 2 && to_code_points(printed).size() == count;
    if (single && (closed || (count == 1 && behind_unit() && !phrases_.number_first))) {
      if (closed) ++at_;
      return push(ReferenceToken::Kind::letter, begin, at_, to_lower(printed));
    }
    if (any_of(phrases_.and_words, word)) return push(ReferenceToken::Kind::join, begin, end);
    if (any_of(phrases_.to_words, word)) return push(ReferenceToken::Kind::to, begin, end);
    if (any_of(phrases_.after_words, word)) return push(ReferenceToken::Kind::after, begin, end);
    if (const int value = ordinal(word))
      return push(ReferenceToken::Kind::ordinal, begin, end, std::to_string(value));
    push(ReferenceToken::Kind::word, begin, end);
  }

  // "príloha č. 1", "załącznik nr 2", "додаток № 3"
  bool behind_annex() const { return behind_unit() && out_.back().unit == ProvisionType::annex; }
  static bool is_number_word(const std::string& word) {
    for (const std::string_view known : {"č", "nr", "no", "n", "бр", "br", "št", "номер"})
      if (word == known) return true;
    return false;
  }

  bool behind_unit() const { return !out_.empty() && out_.back().kind == ReferenceToken::Kind::unit; }

  // «пункт "а"», pika “c”: a letter in quotes behind a unit's word is its number.
  void quotation(int index, size_t begin) {
    const std::string& words = clause_.quotation(index);
    const size_t length = to_code_points(words).size();
    const bool named = !out_.empty() && (behind_unit() || out_.back().kind == ReferenceToken::Kind::join) &&
                       length <= 3 && length > 0 && is_letter(at_word(words));
    push(named ? ReferenceToken::Kind::letter : ReferenceToken::Kind::word, begin, at_,
         named ? to_lower(words) : std::string());
  }
  static char32_t at_word(std::string_view words) {
    size_t next = 0;
    return next_code_point(words, next);
  }

  int ordinal(const std::string& word) const {
    int best = 0;
    size_t longest = 0;
    for (const auto& [stem, value] : phrases_.ordinals) {
      if (word.compare(0, stem.size(), stem) != 0 || stem.size() <= longest) continue;
      if (to_code_points(word.substr(stem.size())).size() <= kLongestEnding)
        best = value, longest = stem.size();
    }
    return best;
  }

  void mark(char32_t c, size_t next) {
    const size_t begin = at_;
    at_ = next;
    if (c == U'§') {
      while (at_ < text_.size() && at(at_) == U'§') at_ += 2;
      if (const auto types = units_of("§"); !types.empty()) push_unit(begin, at_, types);
      return;
    }
    const bool between_numbers = !out_.empty() && !out_.back().number.empty();
    if (c == '(' && at_ < text_.size()) return bracketed(begin);
    if (c == ',' || c == ';') return push(ReferenceToken::Kind::join, begin, at_);
    if ((c == '-' || c == U'–' || c == U'—') && between_numbers)
      return push(ReferenceToken::Kind::to, begin, at_);
  }

  // "(1) bekezdés", "alin. (1^1)": the number inside. Anything longer in brackets is an aside, left out.
  void bracketed(size_t begin) {
    const size_t close = text_.find(')', at_);
    if (close == std::string_view::npos) return;
    const std::string_view inner = trim(text_.substr(at_, close - at_));
    const bool short_number = !inner.empty() && inner.size() <= 8 && is_digit(inner[0]) &&
                              inner.find(' ') == std::string_view::npos;
    at_ = close + 1;
    if (short_number) push(ReferenceToken::Kind::number, begin, at_, std::string(inner));
  }
};

}  // namespace

std::vector<ReferenceToken> reference_tokens(const MaskedText& clause, const LanguageProfile& profile) {
  return Scanner(clause, profile).run();
}

}  // namespace zakonwatch
