// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_program.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(RunProgram, BytesGoThroughWhole) {
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7);
  const auto out = run_program({"cat"}, bytes);
  ASSERT_TRUE(out) << out.error().sentence();
  EXPECT_EQ(*out, bytes);
  EXPECT_EQ(run_program({"true"}, bytes).value_or("x"), "");  // one that does not listen is no error
}

TEST(RunProgram, EveryBadEndIsAnError) {
  EXPECT_EQ(run_program({"zakonwatch-no-such-program"}, {}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(run_program({"false"}, {}).error().kind, ErrorKind::parse);
  EXPECT_EQ(run_program({"sh", "-c", "kill -SEGV $$"}, {}).error().kind, ErrorKind::parse);
  EXPECT_EQ(run_program({"sh", "-c", "sleep 60 & sleep 60"}, {}, {.patience = std::chrono::seconds(1)})
                .error()
                .kind,
            ErrorKind::timeout);
  EXPECT_EQ(run_program({"cat", "/dev/zero"}, {}, {.output = 1 << 20}).error().kind, ErrorKind::timeout);
}

TEST(RunProgram, ItSeesNothingOfOurs) {
  setenv("ZAKONWATCH_TEST_SECRET", "tea", 1);
  const auto seen = run_program({"env"}, {});
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->find("SECRET"), std::string::npos) << *seen;
  const auto files = run_program({"sh", "-c", "ls /proc/self/fd | wc -l"}, {});
  ASSERT_TRUE(files);
  EXPECT_LE(std::stoi(*files), 5) << *files;
}

}  // namespace
}  // namespace zakonwatch
