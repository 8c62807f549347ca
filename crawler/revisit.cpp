// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/revisit.h"

namespace zakonwatch {

Validators condition_for(const Validators& last, Instant last_full_answer, Instant now) {
  const bool clock_went_back = last_full_answer > now;
  if (last_full_answer == Instant{} || clock_went_back || now - last_full_answer >= kFullFetchEvery)
    return {};
  return last;
}

Validators validators_after(const Validators& before, const FetchOutcome& outcome) {
  if (!outcome.not_modified) return outcome.validators;
  Validators kept = before;
  if (!outcome.validators.etag.empty()) kept.etag = outcome.validators.etag;
  if (!outcome.validators.last_modified.empty()) kept.last_modified = outcome.validators.last_modified;
  return kept;
}

}  // namespace zakonwatch
