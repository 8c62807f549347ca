// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "diff/reconcile.h"

namespace zakonwatch {

// What was announced and what became of it: for people, and as `reconciliation` of `diff --json`.
std::string reconciliation_text(const Reconciliation& result);
std::string reconciliation_json(const Reconciliation& result);

}  // namespace zakonwatch
