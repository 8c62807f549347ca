// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "app/environment.h"
#include "store/schedule.h"

namespace zakonwatch {

// Which sources' time has come: the record says, source by source. After a sleep (the machine's, or the
// daemon's own absence) what was missed is made up for once a source and spread over half an hour at most,
// so that waking is no storm.
class DueSources {
 public:
  DueSources(Environment& environment, Record& record) : environment_(environment), schedule_(record) {}
  std::vector<const Source*> now();

 private:
  void spread_missed(Instant now);

  Environment& environment_;
  Schedule schedule_;
  std::optional<Instant> last_asked_;
};

}  // namespace zakonwatch
