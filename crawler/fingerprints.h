// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "crawler/page_text.h"

namespace zakonwatch {

// What pages say that stand in front of, or in place of, a document, in the languages of the region. A phrase
// of this kind may stand in a law too, so it speaks only where the page is short or where it is the title.
enum class Interstitial { challenge, maintenance, login, nothing_here };

struct Fingerprint {
  Interstitial kind;
  std::string_view mark;  // what was recognised
};

// Marks in the source that only a challenge page carries, and phrases a reader sees.
std::optional<Fingerprint> find_fingerprint(const PageText& page, std::string_view source);

}  // namespace zakonwatch
