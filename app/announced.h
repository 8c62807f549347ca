// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/environment.h"
#include "law/instruction.h"
#include "law/language.h"
#include "store/versions.h"

namespace zakonwatch {

// The orders that `amending` gives to `target`; none where it gives none to it. Targets are resolved.
AmendingAct orders_to(const Act& amending, const LanguageProfile& profile, const Act& target);

// The acts of the country's gazettes on record that amend this act, of the two years before `until`.
std::vector<AmendingAct> announced_on_record(Environment& environment, Versions& versions,
                                             const std::string& country, const Act& target, Date until);

}  // namespace zakonwatch
