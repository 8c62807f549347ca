// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "diff/outlook.h"
#include "diff/reconcile.h"

namespace zakonwatch {

// What was announced, what became of it, and what it will do where it is still to come: for people, and as
// `reconciliation` of `diff --json`.
std::string reconciliation_text(const Reconciliation& result, const std::vector<Outlook>& outlooks);
std::string reconciliation_json(const Reconciliation& result, const std::vector<Outlook>& outlooks);

}  // namespace zakonwatch
