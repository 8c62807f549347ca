// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/health.h"

namespace zakonwatch {

Health health_now(const SourceState& state, const Source& source, Instant now) {
  const bool sound = state.health == Health::fresh || state.health == Health::quiet;
  const bool silent =
      source.expect_within && state.last_success && now - *state.last_success > *source.expect_within;
  return sound && silent ? Health::late : state.health;
}

}  // namespace zakonwatch
