// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <csignal>

namespace zakonwatch {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // safe in a signal handler

extern "C" void on_stop(int) { stop = true; }

}  // namespace

const std::atomic<bool>& stop_requested() { return stop; }
void request_stop() { stop = true; }

void watch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = on_stop;
  sigemptyset(&action.sa_mask);
  action.sa_flags = 0;  // waits are interrupted, not restarted
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

}  // namespace zakonwatch
