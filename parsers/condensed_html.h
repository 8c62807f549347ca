// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zakonwatch {

// HTML in which every long run of plain text is one private-use character. Gumbo costs by the character, in
// text as in tags, and a page of law is mostly text; what a run holds decides nothing of the tree. See
// docs/decisions/condensed-pages.md.
//
// The tree is the same one, character for character, because a run holds letters, digits, inner white space
// and marks that mean nothing to a tokenizer behind a '>' (no quotes, no < > & = ! ]), neither begins nor
// ends in white space or a dash, and stands behind a '>' with no '<' between. Where a '>' does not end a tag
// (in an attribute, a comment, a script) the run is still put back where it was found; but a condensed
// attribute is not the one its element's rules look at, so that a tree that holds one is of no use
// (`stands_in`).
class CondensedHtml {
 public:
  // Nothing where the page writes characters of planes 15 and 16 itself: they could not be told from ours,
  // and a reference such as &#xF0000; would copy a run as often as it likes. `utf8` is valid and outlives
  // this.
  static std::optional<CondensedHtml> of(std::string_view utf8);

  const std::string& html() const { return html_; }
  // Does a text or attribute of the tree hold a condensed run?
  static bool stands_in(std::string_view text);
  // A text of the tree with its runs put back.
  std::string expanded(std::string_view text) const;

 private:
  explicit CondensedHtml(std::string_view utf8);
  size_t copy_tag(size_t at);
  size_t copy_reference(size_t at);
  size_t copy_plain(size_t at);

  std::string_view page_;
  std::string html_;
  std::vector<std::string_view> runs_;  // the n-th is what U+F0000 + n stands for
};

}  // namespace zakonwatch
