// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "alerts/mailer.h"
#include "base/curl.h"

namespace zakonwatch {

// The class of a refusal from its reply ("550 5.1.1 …"): the enhanced status code (RFC 3463) where the server
// gives one, else the basic code.
DeliveryFault classify_reply(int code, std::string_view reply);

// What the end of a delivery means. `replies` is everything the server said.
DeliveryError delivery_error(CURLcode code, int reply_code, std::string_view replies, std::string_view detail,
                             std::string_view recipient);

}  // namespace zakonwatch
