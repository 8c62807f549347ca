// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "crawler/fetcher.h"

namespace zakonwatch {

// The JSON of `zakonwatch fetch`: what was asked, what came, how it was read.
std::string fetch_json(const FetchOutcome& outcome);

}  // namespace zakonwatch
