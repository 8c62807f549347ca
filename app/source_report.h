// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/source.h"
#include "store/schedule.h"

namespace zakonwatch {

// What a pass did at one source (contract.md, `crawl`).
struct SourceReport {
  std::string id;
  int documents = 0, not_modified = 0, new_versions = 0, held = 0, changes = 0, relevant_changes = 0;
  std::vector<std::string> errors;
  bool blocked = false;       // a challenge wall or refusal was met
  int outages = 0;            // of the errors: those of the way (network, 5xx, maintenance)
  bool second_looks = false;  // only pages that waited for their second look were visited
};

// What else the end of a pass depends on.
struct PassEnd {
  Instant now{};
  bool offline = false;  // nobody answered anything: it is our network, not the sites
  std::optional<Instant> look_again;
  std::string held;           // a sentence about what is held at this source, empty where nothing is
  std::vector<Instant> news;  // its earlier ones
};

// The source's state after a pass: its health and cause, when it is due again (sooner after an outage), what
// its rhythm is.
SourceState conclude(SourceState state, const Source& source, const SourceReport& report, const PassEnd& end);

// Whether its time has come. A clock that was put back makes it due: "last visited in 2036" is no reason to
// wait.
bool is_due(const SourceState& state, Instant now);

}  // namespace zakonwatch
