// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crawler/fetcher.h"

namespace zakonwatch {

// The gates of transport and fingerprint (design.md section 6, reliability.md G1-G4): what a response must
// not be before anyone parses it. A source's expectations refine them.
struct Expectations {
  std::vector<std::string> media_types;   // allowed; empty = any document type
  bool had_html_end = false;              // the last good version ended in </html>
  std::vector<std::string> must_contain;  // of the source's [source.document]
  bool act = true;                        // a text is expected, not a list: lists may be short and numberless
  std::string requested_url;              // to see a redirect to home, login or search; empty = not looked at
};

enum class Verdict {
  plausible,
  outage,     // try again: wrong status, cut body, maintenance
  blocked,    // a challenge wall or refusal: respected
  gone,       // 404/410
  soft_gone,  // a page that says there is nothing here
};

struct Plausibility {
  Verdict verdict = Verdict::plausible;
  std::string reason;  // a sentence for the operator
};

Plausibility judge_response(const FetchOutcome& outcome, const Expectations& expectations);

}  // namespace zakonwatch
