// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "alerts/digest.h"

namespace zakonwatch {

// The effect line, why, path, dates, attribution, redline with colour and marks, citation, official link,
// archive reference, coverage. Text and HTML say the same words; neither has remote content.
std::string render_subject(const Digest& digest);
std::string render_text(const Digest& digest);   // 72 columns where words allow, LF line ends
std::string render_html(const Digest& digest);   // at most 80 kB; the rest is named and left to the text part

// A redline as plain text: [-removed-] {+added+}, as wdiff marks it; `colour` adds terminal colours.
std::string redline_text(const Redline& redline, bool colour = false);
std::string redline_html(const Redline& redline);

// How an advocate cites a change: act, provision, versions compared, dates, source, hash, archive.
std::string citation(const DigestItem& item, const std::string& language);

std::string escape_html(std::string_view text);  // the one function that puts text into HTML

}  // namespace zakonwatch
