// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/assessment.h"

namespace zakonwatch {

struct AssessedProvision {
  std::string eid, label;
  Relevance relevance;
};

// The JSON of `zakonwatch relevance` (contract.md).
std::string relevance_json(const std::vector<AssessedProvision>& rows);

}  // namespace zakonwatch
