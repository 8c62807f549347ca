// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

#include "base/url.h"

namespace zakonwatch {

// Whether an address belongs to the public Internet. Loopback, private, shared, link-local, documentation,
// multicast and reserved ranges do not, nor do IPv6 forms that carry such an IPv4 address (mapped,
// compatible, 6to4) or that a translator turns into one (64:ff9b::/96, RFC 6052). The list is that of the
// IANA special-purpose registries.
bool is_public_address(const sockaddr& address);
bool is_public_address(std::string_view numeric);  // false for text that is no address

// For connections through a proxy, where the name is resolved out of our sight: hosts that name no public
// place (numeric private addresses, localhost, .local, .internal and names without a dot).
bool is_public_name(std::string_view host);

}  // namespace zakonwatch
