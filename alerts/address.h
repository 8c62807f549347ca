// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace zakonwatch {

// A mail address as it may stand in an envelope and a header: local@domain, the domain in its ASCII (IDNA)
// form. Refused: anything with controls, spaces, quotes, brackets, a comma or a second @, and a non-ASCII
// local part (it would need SMTPUTF8 on every hop; better refused than mangled). The error does not repeat
// the address.
Result<std::string> checked_address(std::string_view address);

// A server's words without what looks like an address or names the recipient; one line, at most 300
// characters.
std::string without_addresses(std::string_view reply, std::string_view recipient);

}  // namespace zakonwatch
