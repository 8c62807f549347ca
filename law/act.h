// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/ids.h"
#include "law/provision.h"

namespace zakonwatch {

// Calendar dates of the country as the document prints them.
struct ActDates {
  std::optional<Date> adopted, published, in_force_from;
  std::optional<Date> version;  // the edition's date: the text holds from then
};

// How well the bytes were understood. Feeds the gates and is kept with every version.
struct Quality {
  double claimed_share = 0;  // text in numbered provisions and named prefaces/annexes over all body text
  int articles = 0;          // basic numbered units, repealed ones included, quoted ones not
  std::vector<std::string> number_gaps;        // "12-14": numbers missing in a run
  std::vector<std::string> ambiguous_numbers;  // law.md 1.1: base or insert could not be told apart
  std::vector<std::string> suspicions;         // sentences for the operator
  bool partial = false;  // the page's own links say that it holds only a part of its act
};

// One version of an act in one language, as derived from one document.
struct Act {
  ActId id;  // empty where nothing identifies it
  std::string title;
  std::string number;    // as printed: "2341-III"
  std::string language;  // BCP 47
  ActDates dates;
  std::vector<Provision> provisions;  // document order
  std::vector<Note> notes;            // that speak of the act as a whole
  Quality quality;

  const Provision* find(std::string_view eid) const;
  std::vector<int> children(int index) const;
  int article_of(int index) const;  // the enclosing (or same) article's index, -1 where there is none
  // Index one past the last descendant of `index`.
  int subtree_end(int index) const;
  // Heading, own text and descendants in document order, one per line, each with its number as printed.
  std::string subtree_text(int index) const;
  // Labels from the top to the provision's parent, for "where".
  std::vector<std::string> path(int index) const;
};

// SHA-256 over eIds, numbers, headings, texts and cells of every provision: equal iff the law reads equal.
std::string act_text_hash(const Act& act);
// The bytes that act_text_hash hashes, so that `sha256sum` can do it too: every field as "length:bytes".
std::string act_hashed_bytes(const Act& act);
// Those of one provision; the act's are its provisions' in order.
void append_hashed_bytes(std::string& out, const Provision& provision);

}  // namespace zakonwatch
