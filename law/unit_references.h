// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "law/language.h"
#include "law/masked_text.h"

namespace zakonwatch {

// One step of a reference: "§ 205, 206 a 209" is article {205, 206, 209}; "odst. 4 až 7" paragraph {4 … 7}.
struct UnitStep {
  ProvisionType type = ProvisionType::article;
  std::vector<std::string> numbers;  // as eIds have them: "229_1", "a"
};

// A place in an act as a sentence names it, from the article down.
struct UnitReference {
  std::vector<UnitStep> steps;
  size_t begin = 0, end = 0;  // bytes of the masked text
  bool neighbour = false;     // "after § 74b": the place beside which, not the place

  // All the eIds it names: every combination of its numbers, at most 500.
  std::vector<std::string> eids() const;
};

// How deep a unit stands; the article is 1, what holds articles 0.
int unit_rank(ProvisionType type);

// The places a clause names, in its order. Steps that a sentence leaves out ("§ 367 odst. 1 písm. a) a odst.
// 2") are taken from the place before; articles are not invented.
std::vector<UnitReference> unit_references(const MaskedText& clause, const LanguageProfile& profile);

// `inner` as seen from `outer`: "in article 5:" and "in part 2" make article 5 part 2.
UnitReference within(const UnitReference& outer, const UnitReference& inner);

}  // namespace zakonwatch
