// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/pattern.h"
#include "law/provision.h"

namespace zakonwatch {

// How amending acts of a language give their orders: the table [amending] of its profile. In the patterns
// <old>, <new> and <after> stand for quoted words.
struct AmendingPhrases {
  struct UnitWord {
    ProvisionType type = ProvisionType::article;
    std::vector<std::string> words;  // folded; a '*' at the end leaves the ending free
  };

  std::vector<Pattern> title;    // anywhere in the title: "о внесении изменений"
  std::vector<Pattern> opening;  // anywhere in a clause that names the act to be changed
  std::vector<Pattern> act;      // the number of that act: "č. <word> Sb."
  std::vector<Pattern> replace, insert_words, delete_words, restate, insert, repeal, renumber;
  std::vector<Pattern> heading;
  std::vector<Pattern> part;      // less than a provision: "věta", "речення"
  std::vector<Pattern> in_force;  // "nabývá účinnosti dnem <date>"
  std::vector<Pattern> except;    // "s výjimkou"
  bool number_first = false;      // "253. pants", "2 straipsnio" against "статья 5"
  std::vector<std::string> and_words, to_words, after_words;  // "a", "až"; "za" announces a neighbour
  std::map<std::string, int> ordinals;                        // stems: "перш" = 1
  std::vector<UnitWord> units;

  bool known() const { return !units.empty(); }
};

}  // namespace zakonwatch
