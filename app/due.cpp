// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/due.h"

#include <algorithm>

#include "app/source_report.h"
#include "base/log.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kAsleep = 5min;  // not asked for so long: something slept
constexpr std::chrono::seconds kApart = 30s, kSpreadOver = 30min;

bool watched(const Source& source) { return source.enabled && !source.discover.empty(); }

}  // namespace

std::vector<const Source*> DueSources::now() {
  const Instant now = environment_.clock().now();
  const bool slept = !last_asked_ || now - *last_asked_ > kAsleep || now < *last_asked_;
  last_asked_ = now;
  if (slept) spread_missed(now);
  std::vector<const Source*> out;
  for (const Source* source : environment_.catalogue().sources()) {
    if (!watched(*source)) continue;
    const SourceState state = schedule_.get(source->id);
    if (is_due(state, now) || (state.look_again && *state.look_again <= now)) out.push_back(source);
  }
  return out;
}

// The one that waits longest first; never-seen sources are no missed ones.
void DueSources::spread_missed(Instant now) {
  std::vector<SourceState> missed;
  for (SourceState& state : schedule_.all()) {
    const Source* source = environment_.catalogue().source(state.source.value);
    if (source != nullptr && watched(*source) && state.next_due && is_due(state, now))
      missed.push_back(std::move(state));
  }
  if (missed.size() < 2) return;
  std::sort(missed.begin(), missed.end(),
            [](const auto& a, const auto& b) { return *a.next_due < *b.next_due; });
  const auto apart = std::min<std::chrono::seconds>(kApart, kSpreadOver / static_cast<long>(missed.size()));
  log::info("{} sources were missed; they are visited once each over {} seconds", missed.size(),
            (apart * static_cast<long>(missed.size() - 1)).count());
  for (size_t i = 0; i < missed.size(); ++i) {
    missed[i].next_due = now + apart * static_cast<long>(i);
    if (missed[i].last_attempt && *missed[i].last_attempt > now)
      missed[i].last_attempt = now;  // of another clock
    schedule_.save(missed[i]);
  }
}

}  // namespace zakonwatch
