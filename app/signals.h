// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace zakonwatch {

// Set by SIGTERM and SIGINT once watched: long work looks at it and ends cleanly.
const std::atomic<bool>& stop_requested();
void watch_stop_signals();
void request_stop();        // as if a signal had come
bool stop_was_signalled();  // one did

// SIGHUP asks a daemon to read its files again; SIGUSR1 and SIGUSR2 are ignored.
void watch_reload_signals();
bool take_reload_request();  // whether one came since the last call

}  // namespace zakonwatch
