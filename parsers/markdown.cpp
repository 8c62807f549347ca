// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "parsers/blocks.h"
#include "parsers/markdown_inline.h"

namespace zakonwatch {
namespace {

std::string_view rtrim(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  return line;
}

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

int columns(std::string_view line) {
  int out = 0;
  for (const char c : line) {
    if (c == ' ')
      ++out;
    else if (c == '\t')
      out += 4 - out % 4;
    else
      break;
  }
  return out;
}

std::string_view stripped(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

bool only_of(std::string_view line, char c, size_t least) {
  const size_t count = static_cast<size_t>(std::count(line.begin(), line.end(), c));
  return count >= least && std::all_of(line.begin(), line.end(),
                                       [&](char one) { return one == c || one == ' ' || one == '\t'; });
}

bool is_rule(std::string_view line) {
  const std::string_view text = stripped(line);
  return only_of(text, '*', 3) || only_of(text, '-', 3) || only_of(text, '_', 3);
}

int atx_level(std::string_view line) {
  size_t level = 0;
  while (level < line.size() && line[level] == '#') ++level;
  return level >= 1 && level <= 6 && (level == line.size() || line[level] == ' ') ? static_cast<int>(level)
                                                                                  : 0;
}

// The bullet of a list's item: bytes to skip, or 0. Numbers stay: they are the law's own.
size_t bullet(std::string_view line) {
  return line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ' ? 2 : 0;
}

// "460\\. § (1)", "**(2)**", "aa) ": a line that begins with a number of its own is no item's continuation,
// even where the converter left out the empty line before it.
bool begins_numbered(std::string_view line) {
  if (line.starts_with("**")) line.remove_prefix(2);
  const bool bracket = line.starts_with('(');
  if (bracket) line.remove_prefix(1);
  size_t at = 0;
  for (size_t marks = 0; at < line.size() && marks < 5; ++marks) {
    size_t next = at;
    const char32_t c = next_code_point(line, next);
    if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '/') break;
    at = next;
  }
  const bool digits = at > 0 && line[0] >= '0' && line[0] <= '9';
  if (at == 0 || (!digits && at > 3 && to_code_points(line.substr(0, at)).size() > 3)) return false;
  if (at < line.size() && line[at] == '\\') ++at;
  const char mark = at < line.size() ? line[at] : ' ';
  const char behind = at + 1 < line.size() ? line[at + 1] : ' ';
  return (mark == ')' || (digits && !bracket && mark == '.')) && (behind == ' ' || behind == '*');
}

struct Ordered {
  int number;
  size_t width;  // of the marker with the spaces behind it
};

std::optional<Ordered> ordered(std::string_view line) {
  size_t at = 0;
  int number = 0;
  while (at < line.size() && at < 4 && line[at] >= '0' && line[at] <= '9')
    number = number * 10 + (line[at++] - '0');
  if (at == 0 || at + 1 >= line.size() || (line[at] != '.' && line[at] != ')') || line[at + 1] != ' ')
    return std::nullopt;
  size_t end = at + 1;
  while (end < line.size() && line[end] == ' ') ++end;
  return Ordered{number, end};
}

bool table_line(std::string_view line) { return stripped(line).starts_with("|"); }

bool table_ruler(std::string_view line) {
  const std::string_view text = stripped(line);
  return text.starts_with("|") && text.find('-') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '|' || c == '-' || c == ':' || c == ' '; });
}

std::string inline_text(std::string_view text, size_t* bold = nullptr) {
  TextGatherer gatherer;
  add_markdown(gatherer, text);
  return gatherer.take(bold);
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::string cell;
  const std::string_view text = stripped(line).substr(1);
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size())
      cell += text[at], cell += text[++at];
    else if (text[at] == '|')
      cells.push_back(inline_text(cell)), cell.clear();
    else
      cell += text[at];
  }
  if (!blank(cell)) cells.push_back(inline_text(cell));
  return cells;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : lines_(split(text, '\n')) {
    for (std::string_view& line : lines_) line = rtrim(line);
  }

  BlockedDocument read() {
    front_matter();
    while (at_ < lines_.size()) line();
    end_row();
    return std::move(out_);
  }

 private:
  void front_matter() {
    if (lines_.empty() || lines_[0] != "---") return;
    const auto end = std::find(lines_.begin() + 1, lines_.end(), "---");
    if (end == lines_.end()) return;
    for (auto it = lines_.begin() + 1; it != end; ++it) field(*it);
    at_ = static_cast<size_t>(end - lines_.begin()) + 1;
  }

  void field(std::string_view line) {
    const size_t colon = line.find(": ");
    if (colon == std::string_view::npos) return;
    const std::string key = to_lower(line.substr(0, colon));
    std::string_view value = trim(line.substr(colon + 2));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    Front& front = out_.front;
    if (key == "title") front.title = plain_text(value);
    if (key == "official_code" || key == "official_citation" || key == "act_number")
      front.number = std::string(value);
    if (key == "identifier") front.key = std::string(value);
    if (key == "publication_date") front.published = std::string(value);
    if (key == "adoption_date") front.adopted = std::string(value);
    if (key == "original_effective_date" || key == "effectiveness_date") front.in_force = std::string(value);
    if (key == "last_updated" || (key == "effective_from" && front.version.empty()))
      front.version = std::string(value);
  }

  void line() {
    const std::string_view line = lines_[at_];
    if (blank(line)) return end_paragraph(), void(++at_);
    if (setext()) return;
    if (in_row_ && columns(line) <= row_indent_) end_row();
    if (const int level = atx_level(line))
      return heading(line.substr(static_cast<size_t>(level)), level), void(++at_);
    if (table_line(line) && paragraph_.empty()) return table();
    if (is_rule(line) && (paragraph_.empty() || stripped(line)[0] != '-'))
      return end_paragraph(), void(++at_);
    text_line(line);
    ++at_;
  }

  // A paragraph underlined with === or ---.
  bool setext() {
    const std::string_view line = lines_[at_];
    if (paragraph_.empty() || in_list_ || (!only_of(line, '=', 1) && !only_of(line, '-', 2))) return false;
    const std::string text = std::exchange(paragraph_, {});
    heading(text, line[0] == '=' ? 1 : 2);
    ++at_;
    return true;
  }

  void heading(std::string_view text, int level) {
    end_paragraph();
    Block block;
    block.kind = Block::Kind::heading;
    block.level = level;
    while (text.ends_with('#') && !text.ends_with("\\#")) text.remove_suffix(1);
    block.text = inline_text(text);
    in_list_ = false;
    if (!block.text.empty()) out_.blocks.push_back(std::move(block));
  }

  void table() {
    for (bool first = true; at_ < lines_.size() && table_line(lines_[at_]); ++at_, first = false) {
      if (table_ruler(lines_[at_])) continue;
      Block block;
      block.kind = Block::Kind::row;
      block.header_row = first && at_ + 1 < lines_.size() && table_ruler(lines_[at_ + 1]);
      block.cells = cells_of(lines_[at_]);
      out_.blocks.push_back(std::move(block));
    }
  }

  void text_line(std::string_view line) {
    const int indent = columns(line);
    std::string_view text = stripped(line);
    size_t skip = bullet(text);
    if (skip > 0 && bullet(stripped(text.substr(skip))) > 0)
      return begin_row(indent, stripped(text.substr(skip)));
    if (in_row_ && skip > 0) return end_paragraph(), void(paragraph_ = stripped(text.substr(skip)));
    const auto number = skip == 0 ? ordered(text) : std::nullopt;
    // A number begins an item behind an empty line, and inside a paragraph only where it continues a list.
    const bool item =
        skip > 0 || (number && (paragraph_.empty() || number->number == 1 || number->number == expected_));
    if (item) begin_item(indent, skip, number);
    if (!item && item_ && indent == 0 && begins_numbered(text)) end_paragraph();
    if (paragraph_.empty() && !item) indent_ = indent, in_list_ = in_list_ && indent > 0;
    if (!paragraph_.empty()) paragraph_ += '\n';
    paragraph_ += text.substr(skip);
  }

  // Tables printed as lists within lists ("*   *   cell", then "    *   cell"), a row for each outer item.
  void begin_row(int indent, std::string_view first) {
    end_row();
    in_row_ = true;
    row_indent_ = indent;
    paragraph_ = stripped(first.substr(bullet(first)));
  }

  void end_row() {
    end_paragraph();
    if (!std::exchange(in_row_, false)) return;
    Block row;
    row.kind = Block::Kind::row;
    row.cells = std::exchange(cells_, {});
    if (!row.cells.empty()) out_.blocks.push_back(std::move(row));
  }

  void begin_item(int indent, size_t skip, const std::optional<Ordered>& number) {
    end_paragraph();
    indent_ = indent + static_cast<int>(number ? number->width : skip);
    item_ = in_list_ = true;
    expected_ = number ? number->number + 1 : 0;
  }

  void end_paragraph() {
    const std::string text = std::exchange(paragraph_, {});
    const bool item = std::exchange(item_, false);
    if (text.empty()) return;
    if (in_row_) return cells_.push_back(inline_text(text));
    Block block;
    block.text = inline_text(text, &block.bold);
    block.list_item = item;
    block.indent = in_list_ ? indent_ : 0;
    if (!block.text.empty()) out_.blocks.push_back(std::move(block));
  }

  std::vector<std::string_view> lines_;
  size_t at_ = 0;
  BlockedDocument out_;
  std::string paragraph_;
  int indent_ = 0, expected_ = 0;
  bool item_ = false, in_list_ = false;
  std::vector<std::string> cells_;  // of the row being read
  int row_indent_ = 0;
  bool in_row_ = false;
};

}  // namespace

BlockedDocument markdown_blocks(std::string_view text) { return Reader(text).read(); }

Blocks text_blocks(std::string_view text) {
  Blocks out;
  const bool paragraphs =
      text.find("\n\n") != std::string_view::npos || text.find("\n\r\n") != std::string_view::npos;
  TextGatherer gatherer;
  const auto end = [&] {
    Block block;
    block.text = gatherer.take();
    if (!block.text.empty()) out.push_back(std::move(block));
  };
  for (const std::string_view line : split(text, '\n')) {
    if (!paragraphs || blank(line)) end();
    if (paragraphs && !gatherer.empty()) gatherer.line_break();
    gatherer.add(rtrim(line));
    if (!paragraphs) end();
  }
  end();
  return out;
}

}  // namespace zakonwatch
