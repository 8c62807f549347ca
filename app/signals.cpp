// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <csignal>

namespace zakonwatch {
namespace {

std::atomic<bool> stop{false}, told{false}, reload{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // safe in a signal handler

extern "C" void on_stop(int) { told = stop = true; }
extern "C" void on_reload(int) { reload = true; }

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = 0;  // waits are interrupted, not restarted
  sigaction(signal, &action, nullptr);
}

}  // namespace

const std::atomic<bool>& stop_requested() { return stop; }
void request_stop() { stop = true; }
bool stop_was_signalled() { return told; }

void watch_stop_signals() {
  handle(SIGTERM, on_stop);
  handle(SIGINT, on_stop);
}

void watch_reload_signals() {
  handle(SIGHUP, on_reload);
  handle(SIGUSR1, SIG_IGN);  // nobody's business here, and no reason to die
  handle(SIGUSR2, SIG_IGN);
}

bool take_reload_request() { return reload.exchange(false); }

}  // namespace zakonwatch
