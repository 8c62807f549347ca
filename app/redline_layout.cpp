// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/redline_layout.h"

#include <algorithm>
#include <utility>

#include "alerts/render.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kMark = 2;  // columns of "[-"
constexpr std::string_view kGutter = " | ";

struct Marks {
  std::string_view open, close, colour;
};
Marks marks_of(EditOp op) {
  if (op == EditOp::remove) return {"[-", "-]", "\x1b[31m"};
  if (op == EditOp::insert) return {"{+", "+}", "\x1b[32m"};
  return {};
}
size_t mark_width(EditOp op) { return op == EditOp::equal ? 0 : kMark; }

struct Fragment {
  EditOp op;
  std::string text;
};
// Fragments without white space between them: "[-three-]{+five+},".
using Atom = std::vector<Fragment>;

std::string one_code_point(std::string_view text, size_t& at) {
  const size_t begin = at;
  next_code_point(text, at);
  return std::string(text.substr(begin, at - begin));
}

// The word in pieces of at most `columns`, never between a letter and what combines with it.
std::vector<std::string> broken(std::string_view word, size_t columns) {
  if (display_width(word) <= columns) return {std::string(word)};
  std::vector<std::string> out(1);
  size_t width = 0;
  bool joined = false;
  for (size_t at = 0; at < word.size();) {
    const std::string c = one_code_point(word, at);
    const size_t wide = display_width(c);
    if (wide > 0 && !joined && width + wide > columns) {
      out.emplace_back();
      width = 0;
    }
    out.back() += c;
    width += wide;
    joined = c == "\xE2\x80\x8D";
  }
  return out;
}

// Sets atoms into lines.
class Setter {
 public:
  Setter(size_t columns, bool colour) : columns_(std::max<size_t>(columns, 12)), colour_(colour) {}

  std::vector<std::string> set(const Redline& redline) {
    for (const Edit& edit : redline) take(edit.op, reveal_controls(edit.text));
    end_atom();
    end_line();
    while (!lines_.empty() && lines_.back().empty()) lines_.pop_back();
    return std::move(lines_);
  }

 private:
  size_t columns_;
  bool colour_;
  std::vector<std::string> lines_;
  std::string line_;
  size_t width_ = 0;  // with the mark that is still to be closed
  EditOp op_ = EditOp::equal;
  Atom atom_;
  bool space_ = false;

  void take(EditOp op, std::string_view text) {
    size_t begin = 0;
    for (size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && text[i] != ' ' && text[i] != '\n') continue;
      if (i > begin) atom_.push_back({op, std::string(text.substr(begin, i - begin))});
      begin = i + 1;
      if (i == text.size()) break;
      end_atom();
      if (text[i] == '\n')
        end_line();
      else
        space_ = true;
    }
  }

  size_t width_of(const Atom& atom, EditOp from) const {
    size_t width = 0;
    for (const Fragment& fragment : atom) {
      if (fragment.op != from) width += 2 * mark_width(fragment.op);
      width += display_width(fragment.text);
      from = fragment.op;
    }
    return width;
  }

  void end_atom() {
    if (atom_.empty()) return;
    const bool first = line_.empty();
    if (!first && space_ && width_ + 1 + width_of(atom_, op_) > columns_) end_line();
    const bool spaced = space_ && !line_.empty();
    for (size_t i = 0; i < atom_.size(); ++i) put(atom_[i], spaced && i == 0);
    atom_.clear();
    space_ = false;
  }

  void put(const Fragment& fragment, bool spaced) {
    const size_t room = columns_ - 2 * mark_width(fragment.op);
    for (const std::string& piece : broken(fragment.text, room)) {
      const size_t wide = display_width(piece);
      const size_t more = fragment.op == op_ ? 0 : 2 * mark_width(fragment.op);
      if (!line_.empty() && !spaced && width_ + more + wide > columns_) end_line();
      change_to(fragment.op, spaced && !line_.empty());
      line_ += piece;
      width_ += wide;
      spaced = false;
    }
  }

  // White space stands inside a mark only between two words of it.
  void change_to(EditOp op, bool spaced) {
    if (op != op_) close();
    if (spaced) line_ += ' ', ++width_;
    if (op == op_) return;
    const Marks marks = marks_of(op);
    if (colour_) line_ += marks.colour;
    line_ += marks.open;
    width_ += 2 * mark_width(op);
    op_ = op;
  }
  void close() {
    line_ += marks_of(op_).close;
    if (colour_ && op_ != EditOp::equal) line_ += "\x1b[0m";
    op_ = EditOp::equal;
  }
  void end_line() {
    close();
    lines_.push_back(std::exchange(line_, {}));
    width_ = 0;
    space_ = false;
  }
};

// Columns as seen: colours take none.
size_t seen_width(std::string_view line) {
  std::string plain;
  for (size_t at = 0; at < line.size();) {
    if (line[at] == '\x1b') {
      at = std::min(line.find('m', at), line.size() - 1) + 1;
      continue;
    }
    plain += line[at++];
  }
  return display_width(plain);
}

void append(Redline& out, EditOp op, std::string_view text) {
  if (text.empty()) return;
  if (!out.empty() && out.back().op == op)
    out.back().text += text;
  else
    out.push_back({op, std::string(text)});
}

bool ends_sentence(std::string_view text, size_t at) {
  if (text[at] == ';') return true;
  if (text[at] != '.' && text[at] != '!' && text[at] != '?') return false;
  size_t letters = 0;
  for (size_t i = at; i > 0 && text[i - 1] != ' ' && text[i - 1] != '\n'; --i)
    letters += (static_cast<unsigned char>(text[i - 1]) & 0xC0) != 0x80;
  return letters > 3;  // "ст." and "No." end none
}

}  // namespace

std::vector<std::string> inline_lines(const Redline& redline, size_t columns, bool colour) {
  return Setter(columns, colour).set(redline);
}

Redline one_side(const Redline& redline, EditOp shown) {
  Redline out;
  for (const Edit& edit : redline)
    if (edit.op == EditOp::equal || edit.op == shown) append(out, edit.op, edit.text);
  return out;
}

std::vector<std::string> side_by_side_lines(const Redline& redline, size_t columns, bool colour) {
  const size_t half = (std::max<size_t>(columns, 30) - kGutter.size()) / 2;
  std::vector<std::string> out;
  for (const Redline& part : cut_at_sentences(redline)) {
    const auto left = inline_lines(one_side(part, EditOp::remove), half, colour),
               right = inline_lines(one_side(part, EditOp::insert), half, colour);
    for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      std::string line = i < left.size() ? left[i] : "";
      line.append(half - std::min(half, seen_width(line)), ' ').append(i < right.size() ? kGutter : " |");
      out.push_back(line + (i < right.size() ? right[i] : ""));
    }
  }
  return out;
}

std::vector<Redline> cut_at(const Redline& redline, std::string_view separator) {
  std::vector<Redline> out(1);
  for (const Edit& edit : redline) {
    std::string_view rest = edit.text;
    for (size_t at = 0; edit.op == EditOp::equal && (at = rest.find(separator)) != std::string_view::npos;) {
      append(out.back(), edit.op, rest.substr(0, at));
      out.emplace_back();
      rest.remove_prefix(at + separator.size());
    }
    append(out.back(), edit.op, rest);
  }
  return out;
}

std::vector<Redline> cut_at_sentences(const Redline& redline) {
  std::vector<Redline> out;
  for (const Redline& line : cut_at(redline, "\n")) {
    out.emplace_back();
    for (const Edit& edit : line) {
      size_t begin = 0;
      for (size_t i = 0; edit.op == EditOp::equal && i + 1 < edit.text.size(); ++i) {
        if (edit.text[i + 1] != ' ' || !ends_sentence(edit.text, i)) continue;
        append(out.back(), edit.op, std::string_view(edit.text).substr(begin, i + 1 - begin));
        out.emplace_back();
        begin = i + 2;
      }
      append(out.back(), edit.op, std::string_view(edit.text).substr(begin));
    }
  }
  return out;
}

std::vector<Redline> cells_of(const Change& change) {
  const std::string& eid = change.side().eid;
  const size_t tail = eid.rfind("__");
  const bool row = std::string_view(eid).substr(tail == std::string::npos ? 0 : tail + 2).starts_with("row_");
  return row ? cut_at(change.redline, " | ") : std::vector<Redline>{change.redline};
}

}  // namespace zakonwatch
