// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "alerts/digest.h"

namespace zakonwatch {

// The effect line, why, path, dates, attribution, redline with colour and marks, citation, official link,
// archive reference, coverage. Text and HTML say the same words; neither has remote content.

// At most 120 grapheme clusters, one line, no control characters. "Harsher" and "lighter" only where the
// effect was read from the words or an analyst confirmed it (law.md section 2).
std::string render_subject(const Digest& digest);
std::string render_text(const Digest& digest);  // 72 columns where words allow, LF line ends
std::string render_html(const Digest& digest);  // at most kHtmlBudget; the rest is named and left to the text

constexpr size_t kHtmlBudget = 80'000;  // bytes; Gmail cuts mails at about 102 kB

// A redline as plain text: [-removed-] {+added+}, as wdiff marks it; `colour` adds terminal colours. Control
// characters of the law's text are shown, never obeyed.
std::string redline_text(const Redline& redline, bool colour = false);
std::string redline_html(const Redline& redline, const std::string& language = "en");

// The redline with long unchanged stretches cut to whole sentences around each change, "[…]" in between.
Redline elide(const Redline& redline);

// How an advocate cites a change: act, provision, versions compared, dates, source, hash, archive.
std::string citation(const DigestItem& item, const std::string& language);

// The one function that puts text into HTML and XML: & < > " ' escaped, control and bidi characters shown.
std::string escape_html(std::string_view text);
// Control and bidi characters as visible marks ("⟨U+202E⟩"); LF stays, other white space becomes a space.
std::string reveal_controls(std::string_view text);

}  // namespace zakonwatch
