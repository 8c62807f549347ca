// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zakonwatch {

// Whether this machine has an address that is not its own loopback.
bool has_network();

}  // namespace zakonwatch
