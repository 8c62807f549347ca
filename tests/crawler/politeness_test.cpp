// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/politeness.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

const Instant kNow = *parse_rfc3339("2026-11-22T06:31:04Z");

TEST(Politeness, TheLongestRuleHolds) {
  EXPECT_EQ(pause_after_answer(5s, {}, 100ms).length, 5s);
  EXPECT_EQ(pause_after_answer(5s, 10s, 100ms).length, 10s);
  EXPECT_EQ(pause_after_answer(5s, 10s, 100ms).why, "Crawl-delay of robots.txt");
  EXPECT_EQ(pause_after_answer(5s, 0s, 100ms).length, 5s);
  EXPECT_EQ(pause_after_answer(5s, {}, 3s).length, 15s);
  EXPECT_EQ(pause_after_answer(5s, {}, 50s).length, 30s);
  EXPECT_EQ(pause_after_answer(40s, {}, 50s).length, 40s);
  EXPECT_EQ(pause_after_answer(0s, {}, 3s).length, 0s);
  EXPECT_EQ(pause_after_answer(0s, 2s, 3s).length, 2s);
}

TEST(Politeness, TheCircuitOpensAtTheThirdFailureAndDoublesToADay) {
  EXPECT_EQ(pause_after_failure(1).length, 30s);
  EXPECT_EQ(pause_after_failure(2).length, 60s);
  EXPECT_EQ(pause_after_failure(3).length, 15min);
  EXPECT_EQ(pause_after_failure(4).length, 30min);
  EXPECT_EQ(pause_after_failure(9).length, 16h);
  EXPECT_EQ(pause_after_failure(10).length, 24h);
  EXPECT_EQ(pause_after_failure(1000000).length, 24h);
}

// F10
TEST(Politeness, RetryAfterInBothForms) {
  EXPECT_EQ(parse_retry_after("120", kNow), 120s);
  EXPECT_EQ(parse_retry_after(" 0 ", kNow), 0s);
  EXPECT_EQ(parse_retry_after("1000000000", kNow), 24h);
  EXPECT_EQ(parse_retry_after("99999999999999999999999999", kNow), 24h);
  EXPECT_EQ(parse_retry_after("Sun, 22 Nov 2026 06:41:04 GMT", kNow), 10min);
  EXPECT_EQ(parse_retry_after("Sunday, 22-Nov-26 06:41:04 GMT", kNow), 10min);
  EXPECT_EQ(parse_retry_after("Sun Nov 22 06:41:04 2026", kNow), 10min);
  EXPECT_EQ(parse_retry_after("Sun, 22 Nov 2020 06:41:04 GMT", kNow), 0s);
  EXPECT_EQ(parse_retry_after("Sun, 22 Nov 2099 06:41:04 GMT", kNow), 24h);
  for (const char* garbage : {"", "-5", "soon", "1.5", "12 monkeys", "2026-11-22", "60s", "Sun"})
    EXPECT_EQ(parse_retry_after(garbage, kNow), std::nullopt) << garbage;
}

TEST(Politeness, JitterOnlyAdds) {
  EXPECT_EQ(with_jitter(5s, 0.0), 5s);
  EXPECT_LE(with_jitter(5s, 0.999), 5500ms);
  EXPECT_GT(with_jitter(5s, 0.5), 5s);
  EXPECT_EQ(with_jitter(0s, 0.9), 0s);
}

TEST(Politeness, EachSourceHasItsOwnTorCircuit) {
  EXPECT_EQ(isolated_proxy("socks5h://127.0.0.1:9050", "ru ips"),
            "socks5h://ru%20ips:zakonwatch@127.0.0.1:9050");
  EXPECT_EQ(isolated_proxy("socks5h://me:x@127.0.0.1:9050", "ru-ips"), "socks5h://me:x@127.0.0.1:9050");
  EXPECT_EQ(isolated_proxy("http://127.0.0.1:8118", "ru-ips"), "http://127.0.0.1:8118");
  EXPECT_EQ(isolated_proxy("", "ru-ips"), "");
}

}  // namespace
}  // namespace zakonwatch
