// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <mutex>

namespace zakonwatch::log {
namespace {

spdlog::level::level_enum native(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      break;
  }
  return spdlog::level::off;
}

// A terminal reads sentences; a file and the journal are told time and level.
void give_pattern(spdlog::logger& logger) {
  logger.set_pattern(isatty(STDERR_FILENO) != 0 ? "zakonwatch: %v" : "%Y-%m-%dT%H:%M:%SZ %l %v",
                     spdlog::pattern_time_type::utc);
}

std::shared_ptr<spdlog::logger> make_logger() {
  auto logger = spdlog::stderr_logger_mt("zakonwatch");
  give_pattern(*logger);
  logger->set_level(spdlog::level::warn);
  return logger;
}

class UnhinderedSink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (dropped_ > 0) {
      const std::string gap =
          fmt::format("{} lines of the log could not be written and are lost\n", dropped_);
      if (!wrote(gap)) return ++dropped_, void();
      dropped_ = 0;
    }
    if (!wrote({line.data(), line.size()})) ++dropped_;
  }
  void flush_() override {}

 private:
  // A pipe that is ready takes PIPE_BUF octets at once; a longer line is written in such pieces.
  static bool wrote(std::string_view text) {
    while (!text.empty()) {
      pollfd ready{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
      if (poll(&ready, 1, 0) != 1 || (ready.revents & POLLOUT) == 0) return false;
      const ssize_t done = ::write(STDERR_FILENO, text.data(), std::min<size_t>(text.size(), PIPE_BUF));
      if (done <= 0) return false;
      text.remove_prefix(static_cast<size_t>(done));
    }
    return true;
  }

  size_t dropped_ = 0;
};

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = make_logger();
  return *instance;
}

}  // namespace

void never_wait() {
  logger().sinks() = {std::make_shared<UnhinderedSink>()};
  give_pattern(logger());
}

void set_level(Level level) { logger().set_level(native(level)); }
bool enabled(Level level) { return logger().should_log(native(level)); }
void write(Level level, const std::string& message) { logger().log(native(level), message); }

}  // namespace zakonwatch::log
