// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"
#include "tests/alerts/python.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

// reliability A13: SpamAssassin without the network gives our mails at most 1.0.
TEST(SpamAssassin, FindsLittleInAMail) {
  if (std::system("which spamassassin >/dev/null 2>&1") != 0) GTEST_SKIP() << "spamassassin is not installed";
  const Scratch scratch;
  for (const std::string name : {"digest-ru", "single"}) {
    const std::string mail = std::string(project_root()) + "/tests/golden/alerts/" + name + "/mail.eml";
    ASSERT_EQ(std::system(("spamassassin --local --test-mode < " + mail + " > " + scratch.path("report") +
                           " 2>/dev/null")
                              .c_str()),
              0);
    const std::string report = *read_file(scratch.path("report"));
    const size_t at = report.find("Content analysis details:");
    ASSERT_NE(at, std::string::npos);
    EXPECT_LE(std::atof(report.c_str() + report.find('(', at) + 1), 1.0) << report.substr(at);
  }
}

}  // namespace
}  // namespace zakonwatch
