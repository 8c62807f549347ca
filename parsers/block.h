// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pugi {
struct xml_node_struct;
}

namespace zakonwatch {

// A piece of a document between two block boundaries, as a reader sees it: the common ground of HTML,
// Markdown, PDF and plain text, and all that the outline parser knows of them.
struct Block {
  enum class Kind { text, heading, row, note };
  Kind kind = Kind::text;
  std::string text;                // as design.md section 5 defines `text`: NFC, LF inside for line breaks
  std::vector<std::string> cells;  // of a row
  bool header_row = false;         // the row names the columns
  int level = 0;                   // of a heading, 1 the highest; 0 where the format does not say
  int indent = 0;                  // columns a list item's text is indented by
  size_t bold = 0;                 // bytes at the beginning of `text` printed in bold
  bool list_item = false;          // the format marks it as a list's item
  bool quoted = false;             // inside an element that quotes
  bool own_again = false;          // a quotation that the page forgot to close ends before this
  std::string unit;                // the source's selector: this begins a unit of that type
  std::string anchor;              // nearest name or id
  // The element it stands in, for finding the law's part of a page; null where the format has none.
  pugi::xml_node_struct* scope = nullptr;
};
using Blocks = std::vector<Block>;

// Gathers inline text and applies the rules of `text`: white space to one space, soft hyphens and zero-width
// characters removed, superscript and subscript digits (also "15^1") as Unicode characters, LF for a line
// break, NFC.
class TextGatherer {
 public:
  enum class Script { normal, super, sub };
  void add(std::string_view text, Script script = Script::normal, bool bold = false);
  void line_break();
  bool empty() const { return text_.empty(); }
  // The text so far, finished; the gatherer is empty afterwards.
  std::string take(size_t* bold = nullptr);

 private:
  void put(char32_t c, Script script, bool bold);
  void put_run(std::string_view run, bool bold);
  bool begins_raised(std::string_view rest) const;
  std::string text_;
  size_t bold_ = 0;  // bytes of the bold beginning
  bool bold_ended_ = false;
  bool caret_ = false;  // "15^1": the digits behind it are raised
  bool space_ = false;  // a space is owed before the next character
  bool plain_ = true;   // no character that could make it other than NFC
};

std::string plain_text(std::string_view text);  // one string through a TextGatherer, LF kept as a break

}  // namespace zakonwatch
