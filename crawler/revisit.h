// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "base/clock.h"
#include "crawler/fetcher.h"

namespace zakonwatch {

// A server that answers 304 for ever is found out by asking without a condition this often.
inline constexpr std::chrono::days kFullFetchEvery{30};

// The condition of the next request: exactly what the server sent last (RFC 9110 section 13; any other date
// turns a server with exact matching into one that always sends everything), or none when the last full
// answer is too old or there was none.
Validators condition_for(const Validators& last, Instant last_full_answer, Instant now);

// What to keep after a response that passed its gates. A 304 may bring new validators and keeps the others; a
// full answer replaces both, also by nothing. Those of a rejected response are never kept: don't call it
// then.
Validators validators_after(const Validators& before, const FetchOutcome& outcome);

}  // namespace zakonwatch
