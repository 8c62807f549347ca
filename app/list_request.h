// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "crawler/fetcher.h"
#include "law/source.h"
#include "parsers/document.h"
#include "parsers/parser.h"

namespace zakonwatch {

// One request of a list: which page of it, of which days, after which cursor, with which token.
struct ListCall {
  int page = 1;
  std::optional<Date> from, to;  // a window of days, both included
  std::string cursor, token;
  int depth = 0;    // a sitemap named by a sitemap
  std::string url;  // where the list itself named the address; else the rules' own
};

// The requests with which a list begins: one, or one for each window of days, the newest first. Windows reach
// back as the rules say, and further to `seen_until`, the day of the last pass that succeeded (a year at
// most): what came out while nobody looked is not missed.
std::vector<ListCall> first_calls(const Discovery& rules, Date today, std::optional<Date> seen_until);

// What follows a page of a list: its next page by address, cursor or number, and the lists that it names.
// Nothing once the rules' number of pages is reached.
std::vector<ListCall> following_calls(const Discovery& rules, const ListCall& call, const Listing& listing);

// Makes a source's request the one of this call: address, method, body and headers with their holes filled.
// What fills a hole is escaped for where it stands: percent-encoded in an address and in a form, as XML or
// JSON where the body is such.
void fill_request(FetchRequest& request, const Discovery& rules, const ListCall& call, Date today);

// The request that gives out the list's token, and what of the answer is it (an error names the rule).
void fill_token_request(FetchRequest& request, const TokenRule& rule);
Result<std::string> token_in(Parser& parser, const TokenRule& rule, const FetchOutcome& answer);

// A list as text: sitemaps are often served packed, as files (".xml.gz") and not as a content coding. More
// than 64 MiB unpacked is an error.
Result<std::string> unpacked_list(const FetchOutcome& outcome);

}  // namespace zakonwatch
