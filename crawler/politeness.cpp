// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/politeness.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/curl.h"
#include "base/url.h"
#include "crawler/message.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kSlowHostCap = 30s;
constexpr std::chrono::seconds kDay = 24h;

void lengthen(Pause& pause, std::chrono::milliseconds length, const char* why) {
  if (length > pause.length) pause = {length, why};
}

}  // namespace

Pause pause_after_answer(std::chrono::milliseconds configured,
                         std::optional<std::chrono::seconds> crawl_delay,
                         std::chrono::milliseconds last_response) {
  Pause pause{configured, "configured delay"};
  if (configured > 0ms)
    lengthen(pause, std::min(5 * last_response, kSlowHostCap), "five times the last response");
  if (crawl_delay) lengthen(pause, *crawl_delay, "Crawl-delay of robots.txt");
  return pause;
}

Pause pause_after_failure(int failures) {
  if (failures < kCircuitOpensAt) return {30s * (1 << std::max(failures - 1, 0)), "back-off after a failure"};
  const int doublings = std::min(failures - kCircuitOpensAt, 7);
  return {std::min<std::chrono::seconds>(15min * (1 << doublings), kDay),
          fmt::format("circuit open after {} failures in a row", failures)};
}

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, Instant now) {
  const std::string text(trim_blanks(value));
  if (text.empty()) return {};
  if (text.find_first_not_of("0123456789") == std::string::npos) {
    long seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return error == std::errc() ? std::min(std::chrono::seconds(seconds), kDay) : kDay;
  }
  const bool begins_with_a_day = text.find_first_of("0123456789") != 0 && text.find(':') != std::string::npos;
  const time_t date = begins_with_a_day ? curl_getdate(text.c_str(), nullptr) : -1;
  if (date == -1) return {};
  return std::clamp(Instant(std::chrono::seconds(date)) - now, std::chrono::seconds(0), kDay);
}

std::chrono::milliseconds with_jitter(std::chrono::milliseconds pause, double random) {
  return pause +
         std::chrono::milliseconds(static_cast<long>(static_cast<double>(pause.count()) * random / 10));
}

std::string isolated_proxy(const std::string& proxy, std::string_view source) {
  constexpr std::string_view kSocks = "socks5h://";
  if (!proxy.starts_with(kSocks) || proxy.find('@') != std::string::npos) return proxy;
  return fmt::format("{}{}:zakonwatch@{}", kSocks, percent_encode(source), proxy.substr(kSocks.size()));
}

}  // namespace zakonwatch
