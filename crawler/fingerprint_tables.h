// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "crawler/fingerprints.h"

namespace zakonwatch {

// The words by which pages that are no documents are known: data, in the languages of the region. Folded as
// PageText is; '*' stands for the rest of a word, and every mark may end inside one.

// In the source, of challenge walls only.
std::span<const Fingerprint> source_marks();
// Believed on a short page.
std::span<const Fingerprint> sentences();
// Too common to be believed but in a title or on a page with hardly anything else.
std::span<const Fingerprint> phrases();
// Believed beside a password field on a short page.
std::span<const std::string_view> login_words();

// A word of one list with a word of the other, on a page with little text: an unforeseen wording of the same
// thing.
struct WordPair {
  Interstitial kind;
  std::span<const std::string_view> of_these, with_these;
};
std::span<const WordPair> word_pairs();

}  // namespace zakonwatch
