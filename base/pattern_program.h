// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/pattern.h"
#include "base/pattern_holes.h"
#include "base/text.h"

namespace zakonwatch::pattern_detail {

// A letter as patterns compare it. Letters that a reader cannot tell apart count as one: some Ukrainian
// headings print a Latin C.
struct Letter {
  char32_t folded = 0, twin = 0;  // as fold_char and as lookalike give it
};

// What something can begin with, past spaces: most patterns, and most ways through one, are refused on sight
// of the next two characters.
class Beginnings {
 public:
  void add(char32_t first) { singles_.set(slot(shape(first))), firsts_.set(slot(shape(first))); }
  void add(char32_t first, char32_t second) {
    pairs_.set(slot(shape(first), shape(second))), firsts_.set(slot(shape(first)));
  }
  void add_letters() { letters_ = true, add('\''); }  // some apostrophes are letters to Unicode
  void add_all() { all_ = true; }
  void add_all_of(const Beginnings& other) {
    singles_ |= other.singles_, pairs_ |= other.pairs_, firsts_ |= other.firsts_;
    letters_ = letters_ || other.letters_, all_ = all_ || other.all_;
  }
  bool admit(const Glimpse& next) const {
    return all_ || singles_.test(slot(next.first)) || pairs_.test(slot(next.first, next.second)) ||
           (letters_ && is_letter(next.first));
  }
  bool admit(std::string_view text, size_t at) const { return all_ || admit(Glimpse(text, at)); }
  // False where no text that begins with the character is admitted.
  bool admit_first(char32_t c) const { return all_ || firsts_.test(slot(shape(c))) || letters_; }

 private:
  // Characters that share a slot are let through together: the matcher then tells them apart.
  static constexpr size_t kSlots = 512;
  static size_t slot(char32_t a, char32_t b = 0) { return (a * 0x9E3779B1U + b * 0x85EBCA77U) >> 23U; }
  std::bitset<kSlots> singles_, pairs_, firsts_;
  bool letters_ = false, all_ = false;
};

enum class Op { letter, space, stem, hole, split, jump, end };

struct Step {
  Op op = Op::end;
  Letter letter{};
  Hole hole = Hole::any;
  int limit = 0;                 // of <any:N>
  std::string name{};            // of the hole, for captures
  bool last = false;             // hole: nothing follows it
  Beginnings next{};             // hole: of what follows it
  size_t first = 0, second = 0;  // split: tried in this order; jump: first
  size_t branch = 0;             // index among the steps that can go on in more than one way
};

// An <any:limit> that a match can begin with, perhaps behind one mark: "(<any:6> repealed".
struct Lead {
  char32_t mark = 0;  // its shape; 0 without one
  int limit = 0;
  Beginnings next{};  // of what follows the <any>
};

// What the matches of a pattern, or of several, can begin with.
struct Filter {
  Beginnings otherwise{};  // of those that begin with none of the leads
  std::vector<Lead> leads{};
  bool may_match(TextStart& start) const;
};

// A pattern is a little program. Only `hole` and `split` have more than one way to go on; for those the
// matcher remembers which (instruction, place) failed.
struct Program {
  std::vector<Step> steps;
  size_t branches = 0;
  std::shared_ptr<const NumberWords> numbers;
  Beginnings beginnings{};  // of all matches
  Filter filter{};
  Beginnings anchors{};  // every match holds a place that begins so, behind the <any> it may begin with
};

Result<std::shared_ptr<const Program>> compile(std::string_view source,
                                               std::shared_ptr<const NumberWords> numbers);

}  // namespace zakonwatch::pattern_detail
