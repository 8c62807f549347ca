// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/environment.h"
#include "app/health.h"
#include "app/heartbeat.h"
#include "app/operator_desk.h"
#include "store/documents.h"
#include "store/notices.h"
#include "store/outbox.h"
#include "store/schedule.h"

namespace zakonwatch {

// What `zakonwatch status` shows: everything an operator asks in the morning, read from the record alone, so
// that it works beside a daemon.
struct StateOverview {
  struct SourceLine {
    const Source* source = nullptr;
    SourceState state;
    Standing standing;
    bool due = false, running = false;
  };
  struct HostLine {
    HostState host;
    int64_t visits_today = 0;
    bool waits = false;
  };
  Instant now{};
  std::optional<std::string> holder;  // who works on the state now
  std::optional<Heartbeat> heartbeat;
  std::vector<SourceLine> sources;  // enabled ones, in the catalogue's order
  std::vector<HostLine> hosts;
  std::vector<Snapshot> held;
  std::vector<Alarm> alarms;
  std::vector<Notice> notices;  // newest first
  Outbox::Counts outbox;
  int64_t last_seq = 0;
};
StateOverview state_overview(Environment& environment, Record& record);

std::string state_overview_text(const StateOverview& overview, size_t columns);
std::string state_overview_json(const StateOverview& overview);

}  // namespace zakonwatch
