// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// The one spelling of a host: lower case, international names in their ASCII form (UTS 46 as browsers apply
// it, whatever the locale says), an IPv6 address in brackets. What is no name, and numbers that only some
// programs read as an IPv4 address ("1.2.3.4.", "0xc0.0250.01" behind escapes), are refused: two readers must
// never mean two machines. `text` is a host as libcurl's parser cuts it out, escapes decoded.
Result<std::string> canonical_host(std::string_view text);

}  // namespace zakonwatch
