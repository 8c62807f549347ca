// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "crawler/fetcher.h"
#include "law/source.h"
#include "parsers/parser.h"

namespace zakonwatch {

// Texts that a site serves in pages (`parts` of [source.document]).

inline constexpr int kMostPages = 500;

// How many there are, by the first of them. An error of kind `suspicious` when the page does not say so or
// says what cannot be; of another kind when it is no such page at all, which is for others to judge.
Result<int> count_pages(Parser& parser, const Source& source, const FetchOutcome& first);

// The address of the page `steps` after the one at `url`.
Result<std::string> page_address(const std::string& url, const std::string& parameter, int steps);

// All pages as one answer.
FetchOutcome joined_pages(std::vector<FetchOutcome> pages);

}  // namespace zakonwatch
