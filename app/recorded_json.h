// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/crawl_pass.h"
#include "index/searcher.h"
#include "store/changes.h"

namespace zakonwatch {

// The JSON shapes of contract.md that only the application knows.
std::string recorded_change_json(const RecordedChange& change);
std::string crawl_json(const std::vector<SourceReport>& reports);
// `urls` gives each hit's official address.
std::string search_json(const SearchResults& results, const std::vector<std::string>& urls);

}  // namespace zakonwatch
