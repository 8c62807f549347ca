// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/redline_view.h"

#include "alerts/render.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kCut = "[…]";
constexpr size_t kWorthCutting = 160;    // bytes; less is read faster than a mark
constexpr size_t kLongestContext = 900;  // bytes of one sentence kept beside a change

bool ends_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == ';' || c == U'։'; }

// Whether a sentence ends before `next`, given what stands there. A dot after one to three letters is an
// abbreviation ("ст. 309", "N. 5"): law is full of them, and too much context is better than too little.
class SentenceScanner {
 public:
  bool boundary_before(char32_t c) {
    const bool boundary = previous_ == '\n' || (is_space(c) && ended_);
    return boundary;
  }
  void take(char32_t c) {
    if (ends_sentence(c))
      ended_ = c != '.' || word_ > 3;
    else if (!is_space(c) && c != ')' && c != U'»' && c != '"' && c != U'”')
      ended_ = false;
    word_ = is_word_char(c) ? word_ + 1 : 0;
    previous_ = c;
  }

 private:
  size_t word_ = 0;
  bool ended_ = false;
  char32_t previous_ = 0;
};

std::vector<size_t> sentence_starts(std::string_view text) {
  std::vector<size_t> starts;
  SentenceScanner scanner;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (begin > 0 && scanner.boundary_before(c)) starts.push_back(begin);
    scanner.take(c);
  }
  return starts;
}

// The end of a word at or before `limit`, never inside a character.
size_t word_end_before(std::string_view text, size_t limit) {
  size_t end = 0;
  for (size_t at = 0; at < text.size() && at <= limit;) {
    const size_t begin = at;
    if (is_space(next_code_point(text, at))) end = begin;
  }
  return end;
}

size_t word_start_after(std::string_view text, size_t limit) {
  for (size_t at = 0; at < text.size();) {
    const bool space = is_space(next_code_point(text, at));
    if (space && at >= limit) return at;
  }
  return text.size();
}

// How much of an unchanged stretch belongs to the sentence of the change before it, and after it.
size_t head_length(std::string_view text, const std::vector<size_t>& starts) {
  const size_t head = starts.empty() ? text.size() : starts.front();
  return head <= kLongestContext ? head : word_end_before(text, kLongestContext);
}

size_t tail_start(std::string_view text, const std::vector<size_t>& starts) {
  const size_t start = starts.empty() ? 0 : starts.back();
  const bool short_enough = text.size() - start <= kLongestContext;
  return short_enough ? start : word_start_after(text, text.size() - kLongestContext);
}

bool ends_with_space(std::string_view text) { return text.ends_with(' ') || text.ends_with('\n'); }

std::string elide_equal(std::string_view text, bool first, bool last) {
  const auto starts = sentence_starts(text);
  const size_t head = first ? 0 : head_length(text, starts);
  const size_t tail = last ? text.size() : tail_start(text, starts);
  if (tail < head + kWorthCutting) return std::string(text);
  std::string out(text.substr(0, head));
  if (!out.empty() && !ends_with_space(out)) out += ' ';
  out += kCut;
  if (trim(text.substr(tail)).empty()) return out;
  if (text[tail] != ' ' && text[tail] != '\n') out += tail > 0 && text[tail - 1] == '\n' ? '\n' : ' ';
  return out += text.substr(tail);
}

}  // namespace

Redline elide(const Redline& redline) {
  Redline out;
  for (size_t i = 0; i < redline.size(); ++i) {
    const Edit& edit = redline[i];
    const bool cut = edit.op == EditOp::equal && redline.size() > 1;
    out.push_back(cut ? Edit{edit.op, elide_equal(edit.text, i == 0, i + 1 == redline.size())} : edit);
  }
  return out;
}

ClippedRedline clip(const Redline& redline, size_t limit) {
  ClippedRedline out;
  size_t room = limit;
  for (const Edit& edit : redline) {
    if (edit.text.size() <= room) {
      out.redline.push_back(edit);
      room -= edit.text.size();
      continue;
    }
    out.clipped = true;
    const size_t end = word_end_before(edit.text, room);
    if (end > 0) out.redline.push_back({edit.op, edit.text.substr(0, end)});
    out.redline.push_back({EditOp::equal, " " + std::string(kCut)});
    break;
  }
  return out;
}

namespace {

struct Marks {
  std::string_view open, close, colour;
};

Marks marks_of(EditOp op) {
  if (op == EditOp::remove) return {"[-", "-]", "\x1b[31m"};
  if (op == EditOp::insert) return {"{+", "+}", "\x1b[32m"};
  return {};
}

// Marks are closed at a line's end and opened again, so that each line reads by itself; they touch the words.
// White space alone is not marked: it says nothing to a reader.
std::string marked(std::string_view text, const Marks& marks, bool colour) {
  std::string out;
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!std::exchange(first, false)) out += '\n';
    const std::string_view inner = trim(line);
    if (inner.empty()) {
      out += line;
      continue;
    }
    const auto begin = static_cast<size_t>(inner.data() - line.data());
    out.append(line.substr(0, begin));
    if (colour) out += marks.colour;
    out.append(marks.open).append(inner).append(marks.close);
    if (colour) out += "\x1b[0m";
    out.append(line.substr(begin + inner.size()));
  }
  return out;
}

}  // namespace

std::string redline_text(const Redline& redline, bool colour) {
  std::string out;
  for (const Edit& edit : redline) {
    const std::string text = reveal_controls(edit.text);
    out += edit.op == EditOp::equal ? text : marked(text, marks_of(edit.op), colour);
  }
  return out;
}

}  // namespace zakonwatch
