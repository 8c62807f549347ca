// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/environment.h"

namespace zakonwatch {

// Mail can be encrypted to this key now; else a usage Fault that says what to type. No fingerprint, no check.
void check_key(Environment& environment, const std::string& fingerprint);

}  // namespace zakonwatch
