// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch {

// When a source is due again, as its file says it: "every 6h", "daily 07:30", "weekdays 07:30",
// "mon,thu 07:30"; local times are the country's. Anything else is a config error that shows the forms.
Result<Instant> next_due(std::string_view rule, Instant after, const std::string& time_zone);

}  // namespace zakonwatch
