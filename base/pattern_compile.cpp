// SPDX-License-Identifier: GPL-3.0-or-later
// From a pattern's source to its program.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/pattern_program.h"
#include "base/text.h"

namespace zakonwatch::pattern_detail {
namespace {

bool is_mark(char32_t c) { return !is_space(c) && !is_word_char(c); }

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
    emit({.op = Op::letter, .letter = {fold_char(c), lookalike(c)}});
    previous_ = c;
  }

  std::string_view source_;
  Program& program_;
  size_t at_ = 0;
  int depth_ = 0;
  char32_t previous_ = 'a';
  std::string error_;
};

// Does nothing follow the hole at `pc`?
bool is_last(const Program& program, size_t pc) {
  for (++pc; pc < program.steps.size(); ++pc) {
    const Step& step = program.steps[pc];
    if (step.op == Op::end) return true;
    if (step.op != Op::jump) return false;
    pc = step.first - 1;
  }
  return true;
}

// Every step that takes a character (or ends) and that the program can reach from `first` before it has taken
// one.
std::vector<size_t> reached_first(const Program& program, size_t first) {
  std::vector<size_t> out, open{first};
  std::vector<bool> seen(program.steps.size());
  while (!open.empty()) {
    const size_t pc = open.back();
    open.pop_back();
    if (seen[pc]) continue;
    seen[pc] = true;
    const Step& step = program.steps[pc];
    if (step.op == Op::space)
      open.push_back(pc + 1);
    else if (step.op == Op::jump)
      open.push_back(step.first);
    else if (step.op == Op::split)
      open.insert(open.end(), {step.first, step.second});
    else
      out.push_back(pc);
  }
  return out;
}

void add_each(std::u32string_view characters, Beginnings& to) {
  for (const char32_t c : characters) to.add(c);
}

void add_beginnings(const Program& program, size_t pc, Beginnings& to) {
  const Step& step = program.steps[pc];
  if (step.op == Op::letter) {
    const Step& next = program.steps[pc + 1];
    return next.op == Op::letter ? to.add(step.letter.folded, next.letter.folded)
                                 : to.add(step.letter.folded);
  }
  if (step.op != Op::hole) return to.add_all();
  switch (step.hole) {
    case Hole::quantity:
      if (program.numbers != nullptr)
        for (const std::u32string& word : program.numbers->beginnings())
          word.size() > 1 ? to.add(word[0], word[1]) : add_each(word, to);
      [[fallthrough]];
    case Hole::number:
    case Hole::date:
      return add_each(U"0123456789", to);
    case Hole::roman:
      return add_each(U"IVXLCDM", to);
    case Hole::letter:
      return to.add_letters();
    case Hole::quotation:
      return to.add(static_cast<unsigned char>(kQuotationPlace[0]));
    default:
      return to.add_all();
  }
}

bool is_any(const Step& step) { return step.op == Op::hole && step.hole == Hole::any; }

// The <any>s that stand first at `pc` or right behind the mark there; none where something else can stand
// there as well.
struct FoundLead {
  char32_t mark;
  size_t any;
};
std::vector<FoundLead> leads_at(const Program& program, size_t pc) {
  std::vector<FoundLead> out;
  const Step& step = program.steps[pc];
  if (is_any(step)) return {{0, pc}};
  if (step.op != Op::letter || !is_mark(step.letter.folded)) return out;
  for (const size_t next : reached_first(program, pc + 1)) {
    if (!is_any(program.steps[next])) return {};
    out.push_back({shape(step.letter.folded), next});
  }
  return out;
}

void look_ahead(Program& program) {
  for (size_t pc = 0; pc < program.steps.size(); ++pc) {
    Step& step = program.steps[pc];
    if (step.op != Op::hole) continue;
    step.last = is_last(program, pc);
    for (const size_t next : reached_first(program, pc + 1)) add_beginnings(program, next, step.next);
  }
  for (const size_t pc : reached_first(program, 0)) {
    const std::vector<FoundLead> leads = leads_at(program, pc);
    for (const auto& [mark, any] : leads)
      program.filter.leads.push_back({mark, program.steps[any].limit, program.steps[any].next});
    add_beginnings(program, pc, program.beginnings);
    if (leads.empty()) add_beginnings(program, pc, program.filter.otherwise);
  }
  program.anchors = program.filter.otherwise;
  for (const Lead& lead : program.filter.leads) program.anchors.add_all_of(lead.next);
}

}  // namespace

Result<std::shared_ptr<const Program>> compile(std::string_view source,
                                               std::shared_ptr<const NumberWords> numbers) {
  if (trim(source).empty()) return fail(ErrorKind::config, "a pattern is empty: it would match everywhere");
  auto program = std::make_shared<Program>();
  program->numbers = std::move(numbers);
  if (auto done = Compiler(source, *program).run(); !done) return fail(done.error());
  look_ahead(*program);
  return program;
}

}  // namespace zakonwatch::pattern_detail
