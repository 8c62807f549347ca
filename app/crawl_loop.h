// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

#include "app/crawl_pass.h"
#include "app/due.h"
#include "app/environment.h"
#include "app/operator_desk.h"
#include "app/workshop.h"

namespace zakonwatch {

// The daemon's crawl thread: visits what is due, follows with the index, owes reminders, tells the operator
// and keeps the heartbeat. Given its fetcher and its waiting, so that a test can run days of it in seconds.
class CrawlLoop {
 public:
  struct World {
    std::function<void()> beat;  // called at least every few seconds, also within a long pass
    std::function<void()> wait;  // until there may be work again
    std::function<std::chrono::milliseconds()> steady;  // see Crawl::Options
  };
  CrawlLoop(Environment& environment, Workshop& workshop, Fetcher& fetcher, World world);

  void run(const std::atomic<bool>& stop);

 private:
  std::vector<const Source*> due();
  void pass(const std::vector<const Source*>& sources, const std::atomic<bool>& stop);
  void catch_up();
  void do_requests();
  void look_after();

  Environment& environment_;
  Workshop& workshop_;
  Fetcher& fetcher_;
  World world_;
  DueSources due_;
  OperatorDesk desk_;
  std::optional<Instant> told_, beaten_;
};

}  // namespace zakonwatch
