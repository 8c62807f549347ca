// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/url.h"
#include "crawler/crawl.h"
#include "crawler/fetcher.h"

namespace zakonwatch {

// Time that passes only when the fetcher is driven: wall clock and steady time move together.
struct FakeTime {
  explicit FakeTime(Instant start) : clock(start), start_(start) {}
  void pass(std::chrono::milliseconds by) {
    steady += by;
    clock.set(start_ + std::chrono::floor<std::chrono::seconds>(steady));
  }
  ManualClock clock;
  std::chrono::milliseconds steady{0};

 private:
  Instant start_;
};

// Answers from a function, after a latency of fake time. Keeps a log of who was asked when, and notes if a
// host was ever asked twice at once.
class FakeFetcher final : public Fetcher {
 public:
  struct Asked {
    std::chrono::milliseconds at;
    std::string url;
    FetchRequest request;
  };
  using Answer = std::function<Result<FetchOutcome>(const FetchRequest& request)>;

  FakeFetcher(FakeTime& time, Answer answer) : time_(time), answer_(std::move(answer)) {}

  void start(FetchRequest request, Done done) override {
    const std::string host = parse_url(request.url)->host;
    overlapped = overlapped || !busy_.insert(host).second;
    log.push_back({time_.steady, request.url, request});
    flights_.emplace(time_.steady + latency, Flight{std::move(request), std::move(done), host});
  }
  void drive(std::chrono::milliseconds wait) override {
    const auto until = time_.steady + std::max(wait, std::chrono::milliseconds(1));
    const auto next = flights_.empty() ? until : std::min(until, flights_.begin()->first);
    time_.pass(std::max(next - time_.steady, std::chrono::milliseconds(0)));
    while (!flights_.empty() && flights_.begin()->first <= time_.steady) {
      Flight flight = std::move(flights_.extract(flights_.begin()).mapped());
      busy_.erase(flight.host);
      Result<FetchOutcome> outcome = answer_(flight.request);
      if (outcome) {
        outcome->url = flight.request.url;
        outcome->took = latency;
      }
      flight.done(std::move(outcome));
    }
  }
  size_t under_way() const override { return flights_.size(); }

  std::vector<std::string> urls() const {
    std::vector<std::string> out;
    for (const auto& asked : log) out.push_back(asked.url);
    return out;
  }

  std::chrono::milliseconds latency{100};
  std::vector<Asked> log;
  bool overlapped = false;

 private:
  struct Flight {
    FetchRequest request;
    Done done;
    std::string host;
  };
  FakeTime& time_;
  Answer answer_;
  std::multimap<std::chrono::milliseconds, Flight> flights_;
  std::set<std::string> busy_;
};

class MemoryHosts final : public HostMemories {
 public:
  HostMemory load(const std::string& origin) override { return hosts[origin]; }
  void save(const std::string& origin, const HostMemory& memory) override {
    hosts[origin] = memory;
    ++saves;
  }
  int visits_today(const std::string& origin) override { return visits[origin]; }
  std::map<std::string, HostMemory> hosts;
  std::map<std::string, int> visits;
  int saves = 0;
};

inline FetchOutcome answer(int status, std::string body = "") {
  FetchOutcome out;
  out.status = status;
  out.body = std::move(body);
  return out;
}

}  // namespace zakonwatch
