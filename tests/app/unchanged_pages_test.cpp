// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unchanged_pages.h"

#include <gtest/gtest.h>

#include "tests/store/record_fixture.h"

namespace zakonwatch {
namespace {

using UnchangedPagesTest = RecordTest;
const SourceId kSource("lv-likumi");

int checked(Record& record) {
  int count = 0;
  for (const Document& document : Documents(record).of_source(kSource))
    count += document.last_checked ? 1 : 0;
  return count;
}

Document looked_at(Record& record, int number) {
  const Instant now = instant("2026-11-22T06:00:00Z");
  Document document =
      Documents(record).get_or_add(kSource, "https://likumi.lv/" + std::to_string(number), now);
  document.last_checked = now;
  return document;
}

TEST_F(UnchangedPagesTest, AreWrittenTogether) {
  UnchangedPages pages(*record_);
  for (int number = 0; number < 3; ++number) pages.add(looked_at(*record_, number));
  EXPECT_EQ(checked(*record_), 0);
  pages.write();
  EXPECT_EQ(checked(*record_), 3);
  pages.write();
  EXPECT_EQ(checked(*record_), 3);
}

TEST_F(UnchangedPagesTest, DoNotPileUp) {
  UnchangedPages pages(*record_);
  as_one(*record_, [&] {
    for (int number = 0; number < 1200; ++number) pages.add(looked_at(*record_, number));
  });
  EXPECT_EQ(checked(*record_), 1000);
}

TEST_F(UnchangedPagesTest, StepsThatFailLeaveNothing) {
  EXPECT_THROW(as_one(*record_,
                      [&] {
                        looked_at(*record_, 1);
                        throw std::runtime_error("no");
                      }),
               std::runtime_error);
  EXPECT_TRUE(Documents(*record_).of_source(kSource).empty());
}

}  // namespace
}  // namespace zakonwatch
