// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "crawler/crawl.h"
#include "store/schedule.h"

namespace zakonwatch {

// The crawler's memory of hosts, kept in the record between passes.
class RecordedHosts final : public HostMemories {
 public:
  RecordedHosts(Record& record, const Clock& clock) : schedule_(record), clock_(clock) {}
  HostMemory load(const std::string& origin) override;
  void save(const std::string& origin, const HostMemory& memory) override;
  int visits_today(const std::string& origin) override;
  // Our own network was down: what this pass held against hosts is taken back.
  void forget_failures();

 private:
  Schedule schedule_;
  const Clock& clock_;
  std::map<std::string, HostState> before_;  // as first read
};

}  // namespace zakonwatch
