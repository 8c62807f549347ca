// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace zakonwatch {

// Differences that are no change of law. They are lowered to "editorial", never deleted.
enum class Noise {
  whitespace,
  quotes,          // « » „ “ " and apostrophes
  dashes,          // hyphens and dashes of all lengths
  invisible,       // soft hyphens, zero-width characters, byte order marks
  normal_form,     // NFC against NFD
  lookalikes,      // Latin letters inside Cyrillic words and the reverse
  yo,              // ё printed as е, where the profile says both are usual
  numero,          // № and N
  footnote_marks,  // [671] against [672]
  document_links,  // "( 254к/96-ВР )": the publisher's number of an act that the text names
  stray_quote,     // a quote at the very end that nothing opens
  reflow,          // the same words in other paragraphs, or in a table
  level,           // an article's only text became its first paragraph, or the reverse
  letter_spacing,  // "ə ld ə etm ə": a PDF's letters drawn one by one
  repeal_marker,   // "(repealed)" that comes, goes or reads otherwise where nothing stood any more
  passing_rule,    // transitional rules of an amending act that left the page
};
std::string_view to_string(Noise noise);

// The copy that comparisons see: base/text fold() without footnote marks, document links and stray quotes.
// Texts whose copies are equal differ editorially.
std::string comparable(std::string_view text, const FoldRules& rules);
// Only the stretch that differs is folded.
bool differ_editorially(std::string_view old_text, std::string_view new_text, const FoldRules& rules);

// Many of its words are single letters: the letters of one word stand apart, and no space can be believed.
bool letter_spaced(std::string_view text);
// Without any white space.
std::string packed(std::string_view text);

// Which rules were needed to make two comparable texts equal; empty where they are equal as printed or
// differ in substance. In the order of the enum.
std::vector<Noise> noise_between(std::string_view old_text, std::string_view new_text,
                                 const FoldRules& rules);

}  // namespace zakonwatch
