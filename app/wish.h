// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/environment.h"
#include "law/subscription.h"

namespace zakonwatch {

// What somebody wants to hear of, as a person writes it on the command line or in a file.
struct Wish {
  std::string name, query, every = "immediate", at = "07:00", on = "monday", zone = "UTC", quiet;
  std::vector<std::string> countries, topics, acts, kinds, directions, exclude;
  double min_score = kRelevant;
  bool confirmed_only = false;
};

// Checked against countries, topics and time zones; what is wrong is a usage Fault that names the option.
Subscription subscription_of(Environment& environment, const Wish& wish);
// "md,json" of what a person asked to have with each mail; "none" takes it back.
std::string attachments_named(const std::vector<std::string>& names);
Wish wish_of(const Subscription& subscription);

}  // namespace zakonwatch
