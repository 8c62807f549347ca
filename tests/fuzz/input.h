// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Shared by the fuzz targets: the fuzzer's bytes as text, and a check that stays in every build.
inline std::string_view as_text(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT: bytes are what they are
}

// What must hold whatever the input was. Aborting is how a fuzzer is told.
inline void must(bool holds) {
  if (!holds) std::abort();
}

// The first line, and what follows it: for targets that take two texts.
struct TwoTexts {
  std::string_view first, second;
};
inline TwoTexts two_texts(std::string_view input) {
  const size_t end = input.find('\n');
  return end == std::string_view::npos ? TwoTexts{input, {}}
                                       : TwoTexts{input.substr(0, end), input.substr(end + 1)};
}
