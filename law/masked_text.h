// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zakonwatch {

// A text whose quotations stand back behind a made-up word each, so that patterns see the sentence and not
// the law that it quotes: 'slova „pět let“ se zrušují' reads "slova zqz0 se zrušují".
class MaskedText {
 public:
  explicit MaskedText(std::string_view text);

  const std::string& text() const { return text_; }
  // The quotation whose place begins at `at`, -1 where none does: what only looks like one is none.
  int quotation_at(size_t at) const;
  // What is quoted, without its marks.
  const std::string& quotation(int index) const { return quotations_[static_cast<size_t>(index)].words; }
  // The last quotation is not closed in this text: it goes on in the next.
  bool open() const { return open_; }
  // A quotation that began earlier ends here: a closing mark without its opening one.
  bool closes_earlier() const { return closes_earlier_; }
  // A stretch of text() as it was printed.
  std::string printed(size_t begin, size_t end) const;

 private:
  struct Quotation {
    size_t at = 0, end = 0;  // in text_
    std::string words, printed;
  };
  std::string text_;
  std::vector<Quotation> quotations_;
  bool open_ = false, closes_earlier_ = false;
};

// Whether the text begins with a mark that opens a quotation.
bool begins_quoted(std::string_view text);

}  // namespace zakonwatch
