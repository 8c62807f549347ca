// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/issuers.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(Issuers, TheOrganisationIsFoundHoweverItIsPrinted) {
  EXPECT_EQ(organisation_of("C = US, O = Let's Encrypt, CN = R11"), "Let's Encrypt");
  EXPECT_EQ(organisation_of("C=US,O=DigiCert Inc,OU=www.digicert.com"), "DigiCert Inc");
  EXPECT_EQ(organisation_of("C = BE, O = \"Sectigo, Ltd.\", CN = x"), "Sectigo, Ltd.");
  EXPECT_EQ(organisation_of("CN = a, OU = O = b"), "CN = a, OU = O = b") << "no organisation: the whole name";
  EXPECT_EQ(organisation_of("CN=My own"), "CN=My own");
  EXPECT_EQ(organisation_of(""), "");
}

}  // namespace
}  // namespace zakonwatch
