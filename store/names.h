// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/fault.h"

namespace zakonwatch {

// A closed set of words in a column and the enumerators they stand for.
template <typename Enum, size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

template <typename Enum, size_t N>
constexpr std::string_view name_of(const Names<Enum, N>& names, Enum value) {
  for (const auto& [enumerator, name] : names)
    if (enumerator == value) return name;
  return {};
}

template <typename Enum, size_t N>
std::optional<Enum> find_name(const Names<Enum, N>& names, std::string_view text) {
  for (const auto& [enumerator, name] : names)
    if (name == text) return enumerator;
  return {};
}

// For columns that CHECK keeps to the set: anything else is damage.
template <typename Enum, size_t N>
Enum named(const Names<Enum, N>& names, std::string_view text) {
  if (auto value = find_name(names, text)) return *value;
  throw Fault(ErrorKind::io, fmt::format("the record holds the unknown word '{}'", text));
}

}  // namespace zakonwatch
