// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/crawl_loop.h"

#include "app/heartbeat.h"
#include "app/index_follower.h"
#include "app/owe.h"
#include "base/log.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kBeatEvery = 1min;
constexpr std::chrono::seconds kTellEvery = 10min;  // so that what breaks together is told together

bool passed(std::optional<Instant>& last, Instant now, std::chrono::seconds every) {
  if (last && now >= *last && now - *last < every) return false;
  last = now;
  return true;
}

}  // namespace

CrawlLoop::CrawlLoop(Environment& environment, Workshop& workshop, Fetcher& fetcher, World world)
    : environment_(environment),
      workshop_(workshop),
      fetcher_(fetcher),
      world_(std::move(world)),
      due_(environment, *workshop.record),
      desk_(environment, *workshop.record) {
  told_ = environment.clock().now();  // the first pass comes before the first complaint
}

void CrawlLoop::run(const std::atomic<bool>& stop) {
  catch_up();
  while (!stop) {
    if (const auto sources = due(); !sources.empty()) pass(sources, stop);
    owe_reminders(environment_, *workshop_.record, *workshop_.subscribers);
    world_.wait();
  }
}

std::vector<const Source*> CrawlLoop::due() {
  world_.beat();
  look_after();
  if (environment_.scarce_room()) return {};  // mail goes on: it makes room, and readers must hear
  return due_.now();
}

void CrawlLoop::pass(const std::vector<const Source*>& sources, const std::atomic<bool>& stop) {
  const auto done = [this](const SourceReport& report) {
    log::info("{}: {} documents, {} unchanged, {} versions, {} changes, {} held, {} errors", report.id,
              report.documents, report.not_modified, report.new_versions, report.changes, report.held,
              report.errors.size());
    if (report.new_versions > 0) catch_up();
  };
  CrawlPass pass(environment_, *workshop_.record, workshop_.pipeline, fetcher_, workshop_.warc_folder(),
                 Confirmation::later,
                 {.more = [this] { return due(); }, .done = done, .steady = world_.steady});
  pass.run(sources, stop);
  catch_up();
}

void CrawlLoop::catch_up() {
  if (const auto taken = catch_up_index(environment_, *workshop_.record, workshop_.index_folder()); !taken)
    log::error("the search index: {}", taken.error().sentence());
}

// What a person asked for with `zakonwatch triage` while we hold the state.
void CrawlLoop::do_requests() {
  for (const OperatorRequest& request : OperatorRequests(*workshop_.record).take()) {
    std::optional<Error> error;
    if (request.kind == OperatorRequest::Kind::release) {
      if (const auto done = workshop_.pipeline.release(request.snapshot, request.why); !done)
        error = done.error();
    } else if (const auto done = workshop_.pipeline.judge_anew(request.snapshot); !done) {
      error = done.error();
    }
    if (error) log::error("snapshot {}: {}", request.snapshot.value, error->sentence());
  }
}

void CrawlLoop::look_after() {
  const Instant now = environment_.clock().now();
  do_requests();
  if (passed(told_, now, kTellEvery)) desk_.tell_all();
  if (!passed(beaten_, now, kBeatEvery)) return;
  Heartbeat heartbeat{.at = now};
  for (const Alarm& alarm : standing_alarms(environment_, *workshop_.record))
    heartbeat.alarms.push_back(alarm.text);
  write_heartbeat(workshop_.state, heartbeat);
}

}  // namespace zakonwatch
