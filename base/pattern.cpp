// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pattern.h"

#include <algorithm>

#include "base/pattern_program.h"
#include "base/text.h"

namespace zakonwatch {

namespace pattern_detail {

Glimpse::Glimpse(std::string_view text, size_t at) {
  char32_t c = ' ';
  while (at < text.size() && is_space(c)) c = next_code_point(text, at);
  if (is_space(c)) return;
  first = shape(c);
  if (at < text.size()) second = shape(next_code_point(text, at));
}

}  // namespace pattern_detail

namespace {

using pattern_detail::Glimpse;
using pattern_detail::HoleEnd;
using pattern_detail::Letter;
using pattern_detail::Op;
using pattern_detail::Program;
using pattern_detail::Step;

bool is_letter_of(const Letter& letter, char32_t c) {
  return fold_char(c) == letter.folded || lookalike(c) == letter.twin;
}

// One run of a program over one text. Failed states stay known between starting places, which keeps a whole
// search linear in the text.
class Matcher {
 public:
  // No run begins before `from`.
  Matcher(const Program& program, std::string_view text, size_t from, bool whole = false)
      : program_(program), text_(text), from_(from), whole_(whole) {}

  std::optional<Pattern::Match> run(size_t at) {
    captures_.clear();
    if (!program_.beginnings.admit(text_, at)) return {};
    const auto end = step(0, at, at);
    if (!end) return {};
    Pattern::Match match{at, *end, {}};
    for (const Filled& f : captures_)
      match.captures.push_back({f.hole->name, std::string(text_.substr(f.begin, f.way.end - f.begin)),
                                f.way.value, f.begin, f.way.end});
    return match;
  }

 private:
  struct Filled {
    const Step* hole;
    size_t begin;
    HoleEnd way;
  };

  // Kept only as far into the text as a run came: most give up within a few letters of a long text.
  size_t state(const Step& s, size_t at) const { return (at - from_) * program_.branches + s.branch; }
  bool failed(const Step& s, size_t at) const {
    const size_t i = state(s, at);
    return i < failed_.size() && failed_[i];
  }
  void remember_failure(const Step& s, size_t at) {
    const size_t i = state(s, at);
    if (i >= failed_.size()) failed_.resize(std::max(i + 1, 2 * failed_.size()));
    failed_[i] = true;
  }
  size_t skip_spaces(size_t at) const {
    while (at < text_.size()) {
      size_t next = at;
      if (!is_space(next_code_point(text_, next))) break;
      at = next;
    }
    return at;
  }
  char32_t at_place(size_t at) const { return at < text_.size() ? next_code_point(text_, at) : 0; }

  std::optional<size_t> step(size_t pc, size_t at, size_t begin) {
    for (;;) {
      const Step& s = program_.steps[pc];
      switch (s.op) {
        case Op::letter: {
          if (at >= text_.size() || !is_letter_of(s.letter, next_code_point(text_, at))) return {};
          ++pc;
          break;
        }
        case Op::space: {
          // Beside a mark a space may be missing; between two words it must be there.
          const size_t next = skip_spaces(at);
          if (next == at && glued(at, begin)) return {};
          at = next;
          ++pc;
          break;
        }
        case Op::stem: {
          while (at < text_.size() && is_word_char(at_place(at))) next_code_point(text_, at);
          ++pc;
          break;
        }
        case Op::jump:
          pc = s.first;
          break;
        case Op::split:
          return split(s, at, begin);
        case Op::hole:
          return hole(pc, s, at, begin);
        case Op::end:
          if (glued(at, begin)) return {};  // never ends inside a word
          if (whole_ && skip_separators(text_, at) != text_.size()) return {};
          return at;
      }
    }
  }

  std::optional<size_t> split(const Step& s, size_t at, size_t begin) {
    if (failed(s, at)) return {};
    const size_t mark = captures_.size();
    if (auto end = step(s.first, at, begin)) return end;
    captures_.resize(mark);
    if (s.second != s.first) {
      if (auto end = step(s.second, at, begin)) return end;
      captures_.resize(mark);
    }
    remember_failure(s, at);
    return {};
  }

  std::optional<size_t> hole(size_t pc, const Step& s, size_t at, size_t begin) {
    if (failed(s, at)) return {};
    const size_t mark = captures_.size();
    for (const HoleEnd& way :
         pattern_detail::hole_ends(s.hole, s.limit, s.last, text_, at, program_.numbers.get())) {
      if (!s.next.admit(text_, way.end)) continue;
      captures_.push_back({&s, at, way});
      if (auto end = step(pc + 1, way.end, begin)) return end;
      captures_.resize(mark);
    }
    remember_failure(s, at);
    return {};
  }

  // Is `at` in the middle of a word?
  bool glued(size_t at, size_t begin) const {
    if (at == begin || at >= text_.size() || !is_word_char(at_place(at))) return false;
    size_t previous = at - 1;
    while (previous > begin && (static_cast<unsigned char>(text_[previous]) & 0xC0U) == 0x80U) --previous;
    return is_word_char(at_place(previous));
  }

  const Program& program_;
  std::string_view text_;
  size_t from_;
  bool whole_;
  std::vector<bool> failed_;
  std::vector<Filled> captures_;
};

// Does `wanted` hold of a place where a word or a mark begins? Asked in order, with the character there.
template <typename Wanted>
bool first_place(std::string_view text, size_t from, Wanted wanted) {
  bool in_word = false;
  for (size_t at = from; at < text.size();) {
    size_t next = at;
    const char32_t c = next_code_point(text, next);
    const bool word = is_word_char(c);
    if (!(word && in_word) && !is_space(c) && wanted(at, c)) return true;
    in_word = word;
    at = next;
  }
  return false;
}

}  // namespace

bool pattern_detail::Filter::may_match(TextStart& start) const {
  if (otherwise.admit(start.first_)) return true;
  return std::any_of(leads.begin(), leads.end(), [&](const Lead& lead) {
    if (lead.mark != 0 && lead.mark != start.first_.first) return false;
    TextStart& words = lead.mark != 0 ? start.behind_mark() : start;
    if (lead.next.admit(words.first_)) return true;
    const auto behind = words.behind_words(lead.limit);
    return std::any_of(behind.begin(), behind.end(),
                       [&](const Glimpse& next) { return lead.next.admit(next); });
  });
}

TextStart::TextStart(std::string_view text) : text_(text), first_(text, 0) {}

TextStart& TextStart::behind_mark() {
  if (behind_mark_) return *behind_mark_;
  size_t at = 0;
  for (char32_t c = ' '; at < text_.size() && is_space(c);) c = next_code_point(text_, at);
  behind_mark_ = std::make_unique<TextStart>(text_.substr(at));
  return *behind_mark_;
}

// As <any> takes words (base/pattern_holes.cpp).
void TextStart::read_word() {
  size_t next = at_, bare = at_;
  const auto peek = [&] { return next_code_point(text_, next = at_); };
  while (at_ < text_.size() && is_space(peek())) at_ = next;
  const size_t begin = at_;
  for (char32_t c = 0; at_ < text_.size() && !is_space(c = peek()); at_ = next)
    if (is_word_char(c)) bare = next;
  if (bare > begin && bare < at_) behind_.emplace_back(text_, bare);
  behind_.emplace_back(text_, at_);
  read_.push_back(behind_.size());
}

std::span<const pattern_detail::Glimpse> TextStart::behind_words(int limit) {
  const auto words = static_cast<size_t>(limit);
  while (read_.size() < words && at_ < text_.size()) read_word();
  if (read_.empty()) return {};
  return {behind_.data(), read_[std::min(words, read_.size()) - 1]};
}

const Pattern::Capture* Pattern::Match::find(std::string_view hole) const {
  const auto it =
      std::find_if(captures.begin(), captures.end(), [&](const Capture& c) { return c.hole == hole; });
  return it == captures.end() ? nullptr : &*it;
}

Result<Pattern> Pattern::compile(std::string_view source, std::shared_ptr<const NumberWords> numbers) {
  auto program = pattern_detail::compile(source, std::move(numbers));
  if (!program) return fail(program.error());
  Pattern pattern;
  pattern.source_ = std::string(source);
  pattern.program_ = std::move(*program);
  return pattern;
}

std::optional<Pattern::Match> Pattern::match_at(std::string_view text, size_t at) const {
  return Matcher(*program_, text, at).run(at);
}

bool Pattern::may_match(TextStart& start) const { return program_->filter.may_match(start); }

std::optional<Pattern::Match> Pattern::match_line(std::string_view text) const {
  return Matcher(*program_, text, 0, true).run(0);
}

std::optional<Pattern::Match> Pattern::search(std::string_view text, size_t from) const {
  // Where a match may begin with any word, the text is first searched for what must stand behind it.
  if (!program_->filter.leads.empty() && !first_place(text, from, [&](size_t at, char32_t c) {
        return program_->anchors.admit_first(c) && program_->anchors.admit(text, at);
      }))
    return {};
  Matcher matcher(*program_, text, from);
  std::optional<Match> match;
  const bool found = first_place(text, from, [&](size_t at, char32_t c) {
    if (!program_->beginnings.admit_first(c)) return false;
    match = matcher.run(at);
    return match && match->end > at;
  });
  return found ? match : std::nullopt;
}

SearchText::SearchText(std::string_view text) : text_(text) {
  first_place(text, 0, [&](size_t at, char32_t) {
    return places_.push_back({at, Glimpse(text, at)}), false;
  });
}

std::optional<Pattern::Match> Pattern::search(const SearchText& text) const {
  const auto any = [&](auto holds) { return std::any_of(text.places_.begin(), text.places_.end(), holds); };
  using Place = SearchText::Place;
  if (!program_->filter.leads.empty() &&
      !any([&](const Place& place) { return program_->anchors.admit(place.next); }))
    return {};
  Matcher matcher(*program_, text.text_, 0);
  std::optional<Match> match;
  const bool found = any([&](const Place& place) {
    if (!program_->beginnings.admit(place.next)) return false;
    match = matcher.run(place.at);
    return match && match->end > place.at;
  });
  return found ? match : std::nullopt;
}

// One lead for all that stand behind the same mark.
void PatternFilter::add(const std::vector<Pattern>& patterns) {
  filter_ = filter_ ? std::make_shared<pattern_detail::Filter>(*filter_)
                    : std::make_shared<pattern_detail::Filter>();
  auto& leads = filter_->leads;
  for (const Pattern& pattern : patterns) {
    filter_->otherwise.add_all_of(pattern.program_->filter.otherwise);
    for (const pattern_detail::Lead& lead : pattern.program_->filter.leads) {
      auto known =
          std::find_if(leads.begin(), leads.end(), [&](const auto& l) { return l.mark == lead.mark; });
      if (known == leads.end()) known = leads.insert(leads.end(), {.mark = lead.mark});
      known->limit = std::max(known->limit, lead.limit);
      known->next.add_all_of(lead.next);
    }
  }
}

bool PatternFilter::may_match(TextStart& start) const { return filter_ && filter_->may_match(start); }

}  // namespace zakonwatch
