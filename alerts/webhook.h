// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "alerts/mailer.h"

namespace zakonwatch {

// A digest posted to a program. The headers of the request:
//   X-Zakonwatch-Delivery: the digest's id, the same in every attempt: what was taken once is not taken twice
//   X-Zakonwatch-Timestamp: seconds since 1970, of this attempt; the receiver refuses what is old
//   X-Zakonwatch-Signature: sha256=<hex HMAC-SHA-256 of "<timestamp>.<body>" under the shared secret>
struct WebhookPost {
  std::string url, secret, delivery, body;  // body: JSON
  Instant now{};
  std::string ca_file;  // believed beside the system's; may be empty
  std::chrono::seconds timeout{30};
};

// https, or http to this machine; no user or password in it.
Result<std::string> checked_webhook(const std::string& url);

// Nothing on 2xx. 410 means that nobody lives there any more, 413 that it is too long; everything else may
// pass (no redirect is followed) and is tried again.
std::optional<DeliveryError> post_webhook(const WebhookPost& post);

}  // namespace zakonwatch
