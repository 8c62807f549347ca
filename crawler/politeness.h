// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace zakonwatch {

// How long a host is left alone, and by which rule. Pure functions: the crawl keeps the state.
struct Pause {
  std::chrono::milliseconds length{0};
  std::string why;  // for `status`: "Crawl-delay of robots.txt"
};

// After an answer: the longest of the configured delay, robots.txt's Crawl-delay and five times the last
// response (up to 30 s). A configured delay of zero (twins and private hosts) means that nothing but
// Crawl-delay holds.
Pause pause_after_answer(std::chrono::milliseconds configured,
                         std::optional<std::chrono::seconds> crawl_delay,
                         std::chrono::milliseconds last_response);

constexpr int kCircuitOpensAt = 3;  // failures in a row
// After the nth failure in a row: 30 s and 60 s, then the circuit opens for 15 minutes, doubling to a day.
Pause pause_after_failure(int failures);

// Retry-After in seconds or as an HTTP date (RFC 9110 section 10.2.3), a day at most; zero for the past,
// nothing for what is neither.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Instant now);

// The pause with up to a tenth added, never taken away; `random` is uniform in [0, 1).
std::chrono::milliseconds with_jitter(std::chrono::milliseconds pause, double random);

// The proxy with the source as user name, so that Tor gives each source a circuit of its own
// (IsolateSOCKSAuth); unchanged where it is no SOCKS proxy or names a user already.
std::string isolated_proxy(const std::string& proxy, std::string_view source);

}  // namespace zakonwatch
