// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/lane.h"

#include <algorithm>

namespace zakonwatch {

void Lane::push(Waiting waiting) {
  auto& queue = queues_[waiting.task.source];
  if (queue.empty()) turns_.push_back(waiting.task.source);
  queue.push_back(std::move(waiting));
}

Waiting Lane::pop() {
  const std::string source = std::move(turns_.front());
  turns_.pop_front();
  const auto queue = queues_.find(source);
  Waiting waiting = std::move(queue->second.front());
  queue->second.pop_front();
  if (queue->second.empty())
    queues_.erase(queue);
  else
    turns_.push_back(source);
  return waiting;
}

std::vector<CrawlTask> Lane::take_all() {
  std::vector<CrawlTask> taken;
  while (!empty()) taken.push_back(pop().task);
  return taken;
}

std::vector<CrawlTask> Lane::take_all_of(const std::string& origin) {
  std::vector<CrawlTask> taken;
  for (auto& [source, queue] : queues_) {
    const auto keep = std::stable_partition(queue.begin(), queue.end(),
                                            [&](const Waiting& w) { return w.url.origin() != origin; });
    for (auto it = keep; it != queue.end(); ++it) taken.push_back(std::move(it->task));
    queue.erase(keep, queue.end());
  }
  std::erase_if(queues_, [](const auto& entry) { return entry.second.empty(); });
  std::erase_if(turns_, [&](const std::string& source) { return !queues_.contains(source); });
  return taken;
}

void Lane::hold(std::chrono::milliseconds until, const std::string& reason) {
  if (until <= ready) return;
  ready = until;
  why = reason;
}

void Lane::count_visits(std::chrono::sys_days today, int more) {
  if (day != today) visits = 0;
  day = today;
  visits += more;
}

}  // namespace zakonwatch
