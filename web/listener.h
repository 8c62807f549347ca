// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace zakonwatch {

// A listening socket on loopback ("127.0.0.1:8321", "[::1]:8321") or on a Unix socket ("unix:/path", mode
// 0660; a socket left behind by a dead process is replaced). Anything else is a Fault of kind config that
// says what to write.
int listen_locally(const std::string& address);

}  // namespace zakonwatch
