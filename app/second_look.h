// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "law/act.h"
#include "law/change.h"
#include "store/documents.h"

namespace zakonwatch {

// A page's law as one look read it. Two looks agree when the texts are equal; they all but agree when only
// figures outside the articles differ, as a view counter's or a clock's do.
struct ReadText {
  std::string exact, steady;  // hashes
  static ReadText of(const Act& act, const std::string& text_sha256);
  std::string to_string() const { return exact + ':' + steady; }
};
enum class Agreement { none, but_for_figures, whole };
Agreement agreement(const ReadText& one, const ReadText& other);

// Whether a change is one of figures alone, outside the articles.
bool only_figures(const Change& change);

// How long a text must have stood before it counts, where the usual second look is not enough.
constexpr std::chrono::seconds kSteadyAfterFlap = std::chrono::hours(24);
constexpr std::chrono::seconds kAllRepealedApart = std::chrono::hours(6);
constexpr std::chrono::seconds kFlapWindow = std::chrono::hours(24);
constexpr int kFlapsForSuggestion = 3;

// Whether a document has contradicted itself within the last day.
bool flapped_lately(const Document& document, Instant now);

// What a document's row remembers of a text that waits for its second look.
struct Pending {
  ReadText text;
  std::chrono::seconds wait{0};
  Instant since{};

  static std::optional<Pending> of(const Document& document, Instant now);  // nothing from the future
  void put(Document& document) const;
  Instant due() const { return since + wait; }
};
void forget_pending(Document& document);

}  // namespace zakonwatch
