// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

// Logging to stderr (the journal under systemd). Never an address, token or query of a subscriber.
namespace zakonwatch::log {

enum class Level { debug, info, warn, error, off };

void set_level(Level level);
// From now on a line that cannot be written at once (a full pipe that nobody reads, a full disk) is dropped
// and counted instead of waited for; the next that can be written says how many were. For the daemon: law is
// watched whoever reads the log.
void never_wait();
bool enabled(Level level);
void write(Level level, const std::string& message);

template <typename... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(Level::debug)) write(Level::debug, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(Level::info)) write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(Level::warn)) write(Level::warn, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(Level::error)) write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace zakonwatch::log
