// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "tests/alerts/python.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

// reliability A13: SpamAssassin without the network gives each kind of mail, in both languages, at most 1.0.
TEST(SpamAssassin, FindsLittleInAnyMail) {
  if (std::system("perl -MMail::SpamAssassin -e 1 >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "spamassassin is not installed";
  const std::string golden = std::string(project_root()) + "/tests/golden/alerts";
  std::string command = "perl " + test_file("spam.pl");
  size_t mails = 0;
  for (const auto& entry : std::filesystem::directory_iterator(golden)) {
    command += " " + (entry.path() / "mail.eml").string();
    ++mails;
  }
  const Scratch scratch;
  ASSERT_EQ(std::system((command + " > " + scratch.path("scores") + " 2>/dev/null").c_str()), 0);
  size_t scored = 0;
  const std::string scores = *read_file(scratch.path("scores"));
  for (const std::string_view line : lines(scores)) {
    if (line.empty()) continue;
    EXPECT_LE(std::atof(std::string(line).c_str()), 1.0) << line;
    ++scored;
  }
  EXPECT_EQ(scored, mails);
  EXPECT_GE(scored, 12u);
}

}  // namespace
}  // namespace zakonwatch
