// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace zakonwatch {

// Distinct types, so that an act's id is never handed over where a source's is wanted.
template <typename Tag>
struct TextId {
  std::string value;
  TextId() = default;
  explicit TextId(std::string text) : value(std::move(text)) {}
  bool empty() const { return value.empty(); }
  auto operator<=>(const TextId&) const = default;
};
template <typename Tag>
struct RowId {
  int64_t value = 0;  // SQLite rowid; 0 = none
  RowId() = default;
  explicit RowId(int64_t row) : value(row) {}
  explicit operator bool() const { return value != 0; }
  auto operator<=>(const RowId&) const = default;
};

using SourceId = TextId<struct SourceTag>;              // "lv-likumi"
using ActId = TextId<struct ActTag>;                    // "lv/88966": <jurisdiction>/<key>
using SubscriptionId = TextId<struct SubscriptionTag>;  // random, says nothing
using DigestId = TextId<struct DigestTag>;              // random, becomes the Message-ID
using SnapshotId = RowId<struct SnapshotTag>;
using VersionId = RowId<struct VersionTag>;
using ExpressionId = RowId<struct ExpressionTag>;
using ChangeSeq = RowId<struct ChangeTag>;  // ascending, never reused; the public id is <country>-<seq>

}  // namespace zakonwatch

template <typename Tag>
struct std::hash<zakonwatch::TextId<Tag>> {
  size_t operator()(const zakonwatch::TextId<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.value);
  }
};
