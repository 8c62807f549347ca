// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace zakonwatch {

// The stretch of two texts outside of which they are equal byte for byte, with a margin for context, cut
// where reading can begin afresh: before a letter after a space. What is true of the stretches (fold alike,
// differ by these words) is true of the texts, and law changes a few words in long provisions.
struct Window {
  size_t prefix = 0, suffix = 0;  // bytes left out
  std::string_view inner(std::string_view text) const {
    return text.substr(prefix, text.size() - prefix - suffix);
  }
};
Window differing_window(std::string_view a, std::string_view b);

}  // namespace zakonwatch
