// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "crawler/fetcher.h"
#include "crawler/robots.h"

namespace zakonwatch {

// One address to visit on behalf of a source.
struct CrawlTask {
  std::string source;  // for fairness between sources and for messages
  FetchRequest request;
  std::optional<std::chrono::seconds> delay;  // the source's; the default otherwise
  bool robots_ignore = false;
  std::string robots_agent;  // product token
  Instant not_before{};
  int64_t tag = 0;  // the caller's own
};

// What is remembered of a host between passes; the caller persists it.
struct HostMemory {
  std::string robots_body;  // as last received; empty with robots_status 0 = never
  int robots_status = 0;
  Instant robots_fetched{};
  Instant robots_failing_since{};  // robots.txt unreachable or 5xx since then; zero = it answers
  Instant next_visit{};            // not before
  int failures = 0;                // in a row: the circuit breaker's count
  std::string why;                 // the rule that set next_visit, for `status`
};
class HostMemories {
 public:
  virtual ~HostMemories() = default;
  virtual HostMemory load(const std::string& origin) = 0;
  virtual void save(const std::string& origin, const HostMemory& memory) = 0;
  // Requests to it since midnight (UTC), before this crawl began.
  virtual int visits_today(const std::string& origin) = 0;
};

// The frontier at work: one connection per host, a delay between visits = max(configured, Crawl-delay,
// 5 × the last response up to 30 s) with jitter, at most a day's budget of requests, robots.txt first,
// Retry-After and back-off honoured, hosts side by side, sources of one host in turn. Cookies live as long as
// it does, and each source has its own.
class Crawl {
 public:
  struct Options {
    std::chrono::milliseconds default_delay{5000};
    bool jitter = true;
    // Requests to a host a day (UTC); 0 = any number. Hosts without a delay (twins, private ones) have none.
    int daily_budget = 0;
    // Waits longer than this end the task with a `busy` error instead of holding the pass (0 = wait however
    // long).
    std::chrono::seconds patience{600};
    // Time for waits within a pass, not touched by steps of the wall clock; the system's boot-time clock
    // where empty.
    std::function<std::chrono::milliseconds()> steady{};
  };
  using Handler = std::function<void(const CrawlTask& task, Result<FetchOutcome> outcome)>;

  Crawl(Options options, Fetcher& fetcher, HostMemories& hosts, const Clock& clock);
  ~Crawl();

  void add(CrawlTask task);
  // Visits everything that was added, also by `handle`, until nothing is left or `stop` is set.
  void run(const Handler& handle, const std::atomic<bool>& stop);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  // transfers under way may outlive us; they find nobody then
};

}  // namespace zakonwatch
