// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/environment.h"

namespace zakonwatch {

// One thing that `doctor` looked at.
struct Finding {
  enum class Level { sound, advice, fault } level = Level::sound;
  std::string topic;
  std::string words;  // a sentence; where something is to be done, what
};

// Looks at everything that the program leans on, and changes nothing: data files, state folder and disk,
// record, index, clock, mail, the sealed parser and the programs it calls, certificates. No network.
std::vector<Finding> examine(Environment& environment);

std::string findings_text(const std::vector<Finding>& findings, size_t columns);
std::string findings_json(const std::vector<Finding>& findings);

}  // namespace zakonwatch
