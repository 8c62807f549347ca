// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/window.h"

#include <algorithm>

namespace zakonwatch {
namespace {

// Far enough from the difference for groups ("15 000") and phrases to be seen whole.
constexpr size_t kMargin = 160;

// At a space that a letter follows: no combining mark, number or bracket begins there.
bool can_cut(std::string_view text, size_t at) {
  const char before = text[at - 1];
  const auto next = static_cast<unsigned char>(text[at]);
  const bool latin = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  const bool cyrillic = next == 0xD0 || next == 0xD1;
  return (before == ' ' || before == '\n') && (latin || cyrillic);
}

size_t cut_before(std::string_view text, size_t at) {
  if (at <= kMargin) return 0;
  for (size_t cut = at - kMargin; cut > 0; --cut)
    if (can_cut(text, cut)) return cut;
  return 0;
}

size_t cut_after(std::string_view text, size_t at) {
  for (size_t cut = at + kMargin; cut < text.size(); ++cut)
    if (can_cut(text, cut)) return cut;
  return text.size();
}

}  // namespace

Window differing_window(std::string_view a, std::string_view b) {
  const size_t shorter = std::min(a.size(), b.size());
  const auto first =
      std::mismatch(a.begin(), a.begin() + static_cast<long>(shorter), b.begin()).first - a.begin();
  const size_t prefix = cut_before(a, static_cast<size_t>(first));
  size_t suffix = 0;
  while (suffix < shorter - prefix && a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix]) ++suffix;
  return {prefix, a.size() - cut_after(a, a.size() - suffix)};
}

}  // namespace zakonwatch
