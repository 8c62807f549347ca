// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pattern.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/pattern_holes.h"
#include "base/text.h"

namespace zakonwatch {

namespace pattern_detail {

enum class Op { letter, space, stem, hole, split, jump, end };

struct Step {
  Op op = Op::end;
  char32_t letter = 0;  // letter
  Hole hole = Hole::any;
  int limit = 0;                 // of <any:N>
  std::string name{};            // of the hole, for captures
  size_t first = 0, second = 0;  // split: tried in this order; jump: first
  size_t branch = 0;             // index among the steps that can go on in more than one way
};

// A pattern is a little program. Only `hole` and `split` have more than one way to go on; for those the
// matcher remembers which (instruction, place) failed.
struct Program {
  std::vector<Step> steps;
  size_t branches = 0;
  std::shared_ptr<const NumberWords> numbers;
};

}  // namespace pattern_detail

namespace {

using pattern_detail::Hole;
using pattern_detail::HoleEnd;
using pattern_detail::Op;
using pattern_detail::Program;
using pattern_detail::Step;

bool is_mark(char32_t c) { return !is_space(c) && !is_word_char(c); }

// Letters that a reader cannot tell apart count as one: some Ukrainian headings print a Latin C.
bool same_letter(char32_t a, char32_t b) {
  return fold_char(a) == fold_char(b) || lookalike(a) == lookalike(b);
}

// Source text to program, by recursive descent over: alternatives | sequence | [group] | <hole> | literal.
class Compiler {
 public:
  Compiler(std::string_view source, Program& program) : source_(source), program_(program) {}

  Result<void> run() {
    alternatives();
    if (error_.empty() && at_ < source_.size()) error_ = "a ']' without its '['";
    emit({});
    if (!error_.empty())
      return fail(ErrorKind::config, fmt::format("pattern '{}', at byte {}: {}", source_, at_, error_));
    for (Step& step : program_.steps)
      if (step.op == Op::hole || step.op == Op::split) step.branch = program_.branches++;
    return {};
  }

 private:
  char32_t peek() const {
    size_t at = at_;
    return at < source_.size() ? next_code_point(source_, at) : 0;
  }
  char32_t take() { return next_code_point(source_, at_); }
  size_t emit(Step step) {
    program_.steps.push_back(std::move(step));
    return program_.steps.size() - 1;
  }
  size_t here() const { return program_.steps.size(); }

  // a|b|c: split(a, split(b, c)), each jumping to the common end.
  void alternatives() {
    std::vector<size_t> jumps;
    for (;;) {
      const size_t split = emit({.op = Op::split});
      program_.steps[split].first = here();
      sequence();
      if (peek() != '|' || !error_.empty()) {
        program_.steps[split].second = program_.steps[split].first;  // the last: no other way
        break;
      }
      take();
      jumps.push_back(emit({.op = Op::jump}));
      program_.steps[split].second = here();
    }
    for (const size_t jump : jumps) program_.steps[jump].first = here();
  }

  void sequence() {
    while (at_ < source_.size() && error_.empty()) {
      const char32_t c = peek();
      if (c == '|' || c == ']') return;
      if (c == '[')
        group();
      else if (c == '<')
        hole();
      else
        literal();
    }
  }

  void group() {
    take();
    if (++depth_ > 20) {
      error_ = "brackets nest too deep";
      return;
    }
    const size_t split = emit({.op = Op::split});
    program_.steps[split].first = here();
    alternatives();
    --depth_;
    if (peek() != ']') {
      if (error_.empty()) error_ = "a '[' without its ']'";
      return;
    }
    take();
    program_.steps[split].second = here();
  }

  void hole() {
    const size_t close = source_.find('>', at_);
    const std::string_view inner =
        close == std::string_view::npos ? "" : source_.substr(at_ + 1, close - at_ - 1);
    const std::string_view name = inner.substr(0, inner.find(':'));
    Step step{.op = Op::hole, .limit = 10, .name = std::string(name)};
    static constexpr std::pair<std::string_view, Hole> kHoles[] = {
        {"n", Hole::number},        {"roman", Hole::roman},    {"letter", Hole::letter},
        {"act", Hole::act},         {"from", Hole::quantity},  {"to", Hole::quantity},
        {"amount", Hole::quantity}, {"unit", Hole::unit},      {"date", Hole::date},
        {"word", Hole::word},       {"any", Hole::any},        {"old", Hole::quotation},
        {"new", Hole::quotation},   {"after", Hole::quotation}};
    const auto* known =
        std::find_if(std::begin(kHoles), std::end(kHoles), [&](const auto& h) { return h.first == name; });
    if (known == std::end(kHoles)) {
      error_ = fmt::format("no hole is called <{}>; write \\< for a plain '<'", name);
      return;
    }
    step.hole = known->second;
    if (inner.size() > name.size()) {
      const std::string_view digits = inner.substr(name.size() + 1);
      const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), step.limit);
      if (name != "any" || failed != std::errc() || end != digits.data() + digits.size() || step.limit < 1 ||
          step.limit > 200)
        error_ = fmt::format("<{}> is not understood; only <any:N> takes a number, 1 to 200", inner);
    }
    at_ = close + 1;
    previous_ = 'a';
    emit(std::move(step));
  }

  void literal() {
    char32_t c = take();
    if (is_space(c)) {
      while (is_space(peek()) && at_ < source_.size()) take();
      emit({.op = Op::space});
      previous_ = ' ';
      return;
    }
    if (c == '*') {
      emit({.op = Op::stem});
      previous_ = 'a';
      return;
    }
    if (c == '\\' && at_ < source_.size()) c = take();
    if (is_mark(c) && previous_ != ' ')
      emit({.op = Op::space});  // "321 - 1 ." prints a space before the mark
    emit({.op = Op::letter, .letter = c});
    previous_ = c;
  }

  std::string_view source_;
  Program& program_;
  size_t at_ = 0;
  int depth_ = 0;
  char32_t previous_ = 'a';
  std::string error_;
};

// One run of a program over one text. Failed states stay known between starting places, which keeps a whole
// search linear in the text.
class Matcher {
 public:
  Matcher(const Program& program, std::string_view text, bool whole = false)
      : program_(program), text_(text), whole_(whole) {}

  std::optional<size_t> run(size_t at) {
    captures.clear();
    return step(0, at, at);
  }
  std::vector<Pattern::Capture> captures;

 private:
  bool failed(const Step& s, size_t at) const {
    return !failed_.empty() && failed_[s.branch * (text_.size() + 1) + at];
  }
  void remember_failure(const Step& s, size_t at) {
    if (failed_.empty()) failed_.resize(program_.branches * (text_.size() + 1));
    failed_[s.branch * (text_.size() + 1) + at] = true;
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

  bool last(size_t pc) const {
    for (++pc; pc < program_.steps.size(); ++pc) {
      const Step& s = program_.steps[pc];
      if (s.op == Op::end) return true;
      if (s.op != Op::jump) return false;
      pc = s.first - 1;
    }
    return true;
  }

  std::optional<size_t> step(size_t pc, size_t at, size_t begin) {
    for (;;) {
      const Step& s = program_.steps[pc];
      switch (s.op) {
        case Op::letter: {
          if (at >= text_.size() || !same_letter(next_code_point(text_, at), s.letter)) return {};
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
    const size_t mark = captures.size();
    if (auto end = step(s.first, at, begin)) return end;
    captures.resize(mark);
    if (s.second != s.first) {
      if (auto end = step(s.second, at, begin)) return end;
      captures.resize(mark);
    }
    remember_failure(s, at);
    return {};
  }

  std::optional<size_t> hole(size_t pc, const Step& s, size_t at, size_t begin) {
    if (failed(s, at)) return {};
    const size_t mark = captures.size();
    for (const HoleEnd& way :
         pattern_detail::hole_ends(s.hole, s.limit, last(pc), text_, at, program_.numbers.get())) {
      captures.push_back({s.name, std::string(text_.substr(at, way.end - at)), way.value, at, way.end});
      if (auto end = step(pc + 1, way.end, begin)) return end;
      captures.resize(mark);
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
  bool whole_;
  std::vector<bool> failed_;
};

}  // namespace

const Pattern::Capture* Pattern::Match::find(std::string_view hole) const {
  const auto it =
      std::find_if(captures.begin(), captures.end(), [&](const Capture& c) { return c.hole == hole; });
  return it == captures.end() ? nullptr : &*it;
}

Result<Pattern> Pattern::compile(std::string_view source, std::shared_ptr<const NumberWords> numbers) {
  auto program = std::make_shared<Program>();
  program->numbers = std::move(numbers);
  if (trim(source).empty()) return fail(ErrorKind::config, "a pattern is empty: it would match everywhere");
  if (auto done = Compiler(source, *program).run(); !done) return fail(done.error());
  Pattern pattern;
  pattern.source_ = std::string(source);
  pattern.program_ = std::move(program);
  return pattern;
}

std::optional<Pattern::Match> Pattern::match_at(std::string_view text, size_t at) const {
  Matcher matcher(*program_, text);
  const auto end = matcher.run(at);
  if (!end) return {};
  return Match{at, *end, std::move(matcher.captures)};
}

std::optional<Pattern::Match> Pattern::match_line(std::string_view text) const {
  Matcher matcher(*program_, text, true);
  const auto end = matcher.run(0);
  if (!end) return {};
  return Match{0, *end, std::move(matcher.captures)};
}

std::optional<Pattern::Match> Pattern::search(std::string_view text, size_t from) const {
  Matcher matcher(*program_, text);
  bool in_word = false;
  for (size_t at = from; at < text.size();) {
    size_t next = at;
    const char32_t c = next_code_point(text, next);
    const bool word = is_word_char(c);
    if (!is_space(c) && !(word && in_word)) {
      const auto end = matcher.run(at);
      if (end && *end > at) return Match{at, *end, std::move(matcher.captures)};
    }
    in_word = word;
    at = next;
  }
  return {};
}

}  // namespace zakonwatch
