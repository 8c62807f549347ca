// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/delivery.h"
#include "law/source.h"
#include "law/subscription.h"
#include "store/schedule.h"

namespace zakonwatch {

std::string subscriptions_json(const std::vector<Subscription>& subscriptions);
std::string delivery_json(const DeliveryReport& report);
std::string outbox_json(const Outbox::Counts& counts);
// `sources list` (contract.md): each source with what is known of its health.
std::string sources_json(const std::vector<const Source*>& sources, const std::vector<SourceState>& states);
}  // namespace zakonwatch
