// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/environment.h"
#include "law/subscription.h"

namespace zakonwatch {

// What a subscription would have brought in the last twelve months, from the changes on record.
struct LookBack {
  int days = 0;  // how far back the record reaches, a year at most
  size_t total = 0;
  std::vector<std::string> newest;  // a line each, newest first
  bool confirmed_only = false;
};
LookBack look_back(Environment& environment, const Subscription& subscription);

// "41 changes in the last 365 days would have matched, about 3 a month", with a warning where that is more
// than a person reads, or nothing at all.
std::string expectation(const LookBack& look);

}  // namespace zakonwatch
