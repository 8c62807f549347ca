// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "alerts/digest.h"
#include "app/environment.h"
#include "store/changes.h"
#include "store/schedule.h"
#include "store/versions.h"

namespace zakonwatch {

// A recorded change as a mail, a citation or a brief tells it.
DigestItem digest_item(Environment& environment, const RecordedChange& change, const std::string& language);
// The whole article as amended, for a change inside it; empty where it has none.
std::string article_text(Versions& versions, const RecordedChange& change);

// What was checked and what is late or blocked, of the countries given (all where none).
CoverageLine coverage(Environment& environment, Schedule& schedule, Instant since);

std::map<std::string, std::string> topic_labels(Environment& environment, const std::string& language);

}  // namespace zakonwatch
