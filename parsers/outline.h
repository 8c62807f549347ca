// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/act.h"
#include "law/language.h"
#include "law/number_token.h"
#include "parsers/amendment.h"
#include "parsers/block.h"
#include "parsers/recognise.h"

namespace zakonwatch {

// What the outline parser remembers of a provision beside what it says of itself.
struct Mark {
  NumberToken number;
  int unit = -1;           // index in the profile's units, for the label; -1: by type
  bool component = false;  // annex, transitional rules: prefixes the eIds below it
  bool quoted = false;     // inside law that an amending act quotes
  bool gap_known = false;  // "repealed" stands in its place
  std::string word;        // of the number as this page prints it: "Čl."
  std::string eid_part;    // overrides the usual form: "trans_2012-12-13"
};

// Provisions in document order with their marks; eIds and labels are not set yet.
struct Outline {
  std::vector<Provision> provisions;
  std::vector<Mark> marks;  // parallel to provisions
  std::vector<Note> notes;  // that speak of the act as a whole
  std::vector<std::string> suspicions;
  std::vector<size_t> orphans;  // provisions that begin with a penalty: what it punishes is missing
  size_t unclaimed = 0;         // bytes of body text that no provision took
  size_t read = 0;              // bytes of the blocks that came in
  size_t left_out = 0;          // of these: tables of contents, what the profile ignores
  int add(Provision provision, Mark mark);
};

// Blocks of one document to provisions, by one language profile (design.md sections 5 and 12, law.md 1). The
// units above the article come from headings; enumerations below it nest in the order they first appear.
// Nothing is dropped: what nothing claims lies in the preface or counts as unclaimed.
Outline read_outline(Blocks blocks, const LanguageProfile& profile);

// A table of contents: headings in a row whose units all come again with their text. Returns how many blocks
// were taken out.
size_t drop_contents(Blocks& blocks, const Recogniser& recogniser);

// One past the last block of the law that the block at `begin` starts to quote; `begin` where it quotes none.
size_t quoted_end(const Blocks& blocks, size_t begin);
bool opens_quote(std::string_view text);
// Quotations that begin or end between the lines of one block: the blocks, cut there.
Blocks cut_at_quotations(const Blocks& blocks, const Recogniser& recogniser);

size_t text_size(const Blocks& blocks);  // bytes, cells included

// Fills eIds (unique, formed as design.md section 5 has it), labels and the parents' order.
void assign_eids(Outline& outline, const LanguageProfile& profile);

// Acts without articles number their points through: these are then the act's basic units.
void promote_points(Outline& outline);

// Flattened superscripts (law.md 1.1): "3211" between 321 and 322 is 321¹. What sequence cannot decide is
// left as printed and named.
std::vector<std::string> resolve_flattened(Outline& outline);

Quality judge_quality(const Outline& outline, std::vector<std::string> ambiguous);

}  // namespace zakonwatch
