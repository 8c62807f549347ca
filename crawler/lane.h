// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/url.h"
#include "crawler/crawl.h"

namespace zakonwatch {

// A task with its address taken apart once.
struct Waiting {
  CrawlTask task;
  Url url;
};

// What waits for one host. Sources take turns, each in its own order, so that a source with thousands of
// addresses does not keep its neighbours on the same host waiting.
class Lane {
 public:
  bool busy = false;                   // a transfer is under way: there is never a second
  std::chrono::milliseconds ready{0};  // steady time before which the host is left alone
  std::string why;                     // the rule that set it
  int visits = 0;                      // on the day of the last one
  std::chrono::sys_days day{};

  bool empty() const { return turns_.empty(); }
  // What pop() would return.
  const Waiting& front() const { return queues_.at(turns_.front()).front(); }
  void push(Waiting waiting);
  Waiting pop();
  std::vector<CrawlTask> take_all();
  std::vector<CrawlTask> take_all_of(const std::string& origin);
  void hold(std::chrono::milliseconds until, const std::string& reason);
  void count_visits(std::chrono::sys_days today, int more);

 private:
  std::map<std::string, std::deque<Waiting>> queues_;  // by source; never an empty queue
  std::deque<std::string> turns_;                      // every source that has a queue, next first
};

// What is known of one origin during a pass.
struct OriginState {
  std::string name;
  HostMemory memory;
  std::optional<Robots> robots;
};

}  // namespace zakonwatch
