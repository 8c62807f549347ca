// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crawler/crawl.h"
#include "store/schedule.h"

namespace zakonwatch {

// The crawler's memory of hosts, kept in the record between passes.
class RecordedHosts final : public HostMemories {
 public:
  explicit RecordedHosts(Record& record) : schedule_(record) {}
  HostMemory load(const std::string& origin) override;
  void save(const std::string& origin, const HostMemory& memory) override;

 private:
  Schedule schedule_;
};

}  // namespace zakonwatch
