// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "base/result.h"

namespace zakonwatch {

// What a sealed process may use. Nothing here can be given back.
struct SealLimits {
  size_t address_space = size_t{768} << 20;  // bytes, libraries included
  unsigned document_cpu = 25;                // seconds of one document, below the daemon's 30 of wall time
};

// Takes from this process, for good: files, sockets, other programs, threads, and memory beyond the limit.
// Left are reading and writing what is open, memory, and the clock. A denied call returns EPERM; execve,
// socket and their like kill. Builds with sanitizers skip all of it: they need what it takes.
Result<void> seal_process(const SealLimits& limits);

// Gives the next document its share of CPU time; passing it kills (SIGXCPU).
void grant_cpu(const SealLimits& limits);

constexpr bool seals() {
#ifdef ZAKONWATCH_SANITIZED
  return false;
#else
  return true;
#endif
}

}  // namespace zakonwatch
