// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace zakonwatch {

// <state>/heartbeat: what a monitor reads that knows neither our database nor our mail. The first line is an
// instant and "ok" or "alarm"; the alarms follow, a sentence a line. Written every minute by the daemon.
struct Heartbeat {
  Instant at{};
  std::vector<std::string> alarms;
};
void write_heartbeat(const std::filesystem::path& state, const Heartbeat& heartbeat);
std::optional<Heartbeat> read_heartbeat(const std::filesystem::path& state);

}  // namespace zakonwatch
