// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "law/change.h"

namespace zakonwatch {

// At most about `limit` bytes of the redline, cut between words; `clipped` says whether any was left out.
struct ClippedRedline {
  Redline redline;
  bool clipped = false;
};
ClippedRedline clip(const Redline& redline, size_t limit);

}  // namespace zakonwatch
