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

namespace zakonwatch::pattern_detail {

// The characters that something can begin with, past spaces: most patterns, and most ways through one, are
// refused on sight of the next character.
class Beginnings {
 public:
  void add(const Character& c) { folded_.set(slot(c.folded)), twins_.set(slot(c.twin)); }
  void add_letters() { letters_ = true, add(Character('\'')); }  // some apostrophes are letters to Unicode
  void add_all() { all_ = true; }
  bool all() const { return all_; }
  bool admit(const Character& c) const;
  bool admit(std::string_view text, size_t at) const;

 private:
  // Characters that share a slot are let through together: the matcher then tells them apart.
  static constexpr size_t kSlots = 512;
  static size_t slot(char32_t c) { return (c * 0x9E3779B1U) >> 23U; }
  std::bitset<kSlots> folded_, twins_;
  bool letters_ = false, all_ = false;
};

enum class Op { letter, space, stem, hole, split, jump, end };

struct Step {
  Op op = Op::end;
  Character letter{0};
  Hole hole = Hole::any;
  int limit = 0;                 // of <any:N>
  std::string name{};            // of the hole, for captures
  bool last = false;             // hole: nothing follows it
  Beginnings next{};             // hole: of what follows it
  size_t first = 0, second = 0;  // split: tried in this order; jump: first
  size_t branch = 0;             // index among the steps that can go on in more than one way
};

// An <any> that a match can begin with, perhaps behind one mark: "(<any:6> repealed".
struct Lead {
  std::optional<size_t> mark;
  size_t any;
};

// A pattern is a little program. Only `hole` and `split` have more than one way to go on; for those the
// matcher remembers which (instruction, place) failed.
struct Program {
  std::vector<Step> steps;
  size_t branches = 0;
  std::shared_ptr<const NumberWords> numbers;
  Beginnings beginnings{};  // of all matches
  Beginnings otherwise{};   // of those that begin with none of the leads
  std::vector<Lead> leads{};
};

Result<std::shared_ptr<const Program>> compile(std::string_view source,
                                               std::shared_ptr<const NumberWords> numbers);

}  // namespace zakonwatch::pattern_detail
