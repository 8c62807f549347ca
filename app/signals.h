// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace zakonwatch {

// Set by SIGTERM and SIGINT once watched: long work looks at it and ends cleanly.
const std::atomic<bool>& stop_requested();
void watch_stop_signals();
void request_stop();  // as if a signal had come

}  // namespace zakonwatch
