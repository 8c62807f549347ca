// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/regime.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr std::array<std::string_view, 5> kRegimes = {"prohibited", "medical", "precursor", "licensed",
                                                      "regulated_sale"};
constexpr size_t kOpening = 400;  // bytes of a list's own text that may still say what it is

// The regime that the words name first: a heading may go on with what the list is not.
std::string named_in(std::string_view text, const LanguageProfile& profile) {
  std::string out;
  size_t first = std::string_view::npos;
  for (const std::string_view regime : kRegimes) {
    const auto found = profile.regimes.find(std::string(regime));
    if (found == profile.regimes.end()) continue;
    for (const Pattern& pattern : found->second)
      if (const auto match = pattern.search(text); match && match->begin < first)
        first = match->begin, out = regime;
  }
  return out;
}

}  // namespace

std::string regime_of(const Act& act, const Provision& list, const LanguageProfile& profile) {
  std::string own = list.heading.value_or("") + "\n" + list.text.substr(0, kOpening);
  if (std::string found = named_in(own, profile); !found.empty()) return found;
  for (int i = list.parent; i >= 0; i = act.provisions[static_cast<size_t>(i)].parent)
    if (const auto& heading = act.provisions[static_cast<size_t>(i)].heading)
      if (std::string found = named_in(*heading, profile); !found.empty()) return found;
  return {};
}

Judgement compare_regimes(const std::string& from, const std::string& to) {
  if (from.empty() || to.empty()) return {Direction::unclear, "definition"};
  const auto rank = [](const std::string& regime) {
    return std::find(kRegimes.begin(), kRegimes.end(), regime);
  };
  if (from == to) return {Direction::neutral, std::nullopt};
  return {rank(to) < rank(from) ? Direction::harsher : Direction::lighter, std::nullopt};
}

}  // namespace zakonwatch
