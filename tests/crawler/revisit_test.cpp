// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/revisit.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

const Instant kFull = *parse_rfc3339("2026-10-22T06:31:04Z");
const Validators kLast{"\"v1\"", "Thu, 22 Oct 2026 06:00:00 GMT"};

// F12: "ETag same but body changed" is found by the full fetch
TEST(Revisit, ConditionalForThirtyDaysThenOnceInFull) {
  EXPECT_EQ(condition_for(kLast, kFull, kFull + 1h).etag, "\"v1\"");
  EXPECT_EQ(condition_for(kLast, kFull, kFull + 1h).last_modified, kLast.last_modified);
  EXPECT_FALSE(condition_for(kLast, kFull, kFull + 30 * 24h - 1s).empty());
  EXPECT_TRUE(condition_for(kLast, kFull, kFull + 30 * 24h).empty());
  EXPECT_TRUE(condition_for(kLast, Instant{}, kFull).empty());
  EXPECT_TRUE(condition_for(kLast, kFull, kFull - 1h).empty()) << "the clock went back";
}

TEST(Revisit, A304UpdatesWhatItBrings) {
  FetchOutcome outcome;
  outcome.not_modified = true;
  outcome.validators.etag = "\"v2\"";
  EXPECT_EQ(validators_after(kLast, outcome).etag, "\"v2\"");
  EXPECT_EQ(validators_after(kLast, outcome).last_modified, kLast.last_modified);
}

TEST(Revisit, AFullAnswerReplacesBoth) {
  FetchOutcome outcome;
  outcome.validators.last_modified = "Fri, 23 Oct 2026 06:00:00 GMT";
  EXPECT_EQ(validators_after(kLast, outcome).etag, "");
  EXPECT_EQ(validators_after(kLast, outcome).last_modified, outcome.validators.last_modified);
}

}  // namespace
}  // namespace zakonwatch
