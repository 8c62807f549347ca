// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/address_policy.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(AddressPolicy, WhatIsNotPublic) {
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.0.1",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "224.0.0.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "fe80::1",
                              "fe80::1%eth0",
                              "fc00::1",
                              "fd12:3456::1",
                              "ff02::1",
                              "64:ff9b::7f00:1",
                              "64:ff9b::808:808",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "[::ffff:10.0.0.1]",
                              "::7f00:1",
                              "2002:7f00:1::",
                              "2002:a00:1::1",
                              "2001::1",
                              "2001:db8::1",
                              "100::1",
                              "not an address",
                              ""})
    EXPECT_FALSE(is_public_address(address)) << address;
}

TEST(AddressPolicy, WhatIsPublic) {
  for (const char* address : {"8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1",
                              "172.15.0.1", "172.32.0.1", "192.167.1.1", "193.0.0.1", "223.255.255.254",
                              "2a00:1450:4001::1", "2001:4860::1", "::ffff:8.8.8.8", "2002:808:808::1"})
    EXPECT_TRUE(is_public_address(address)) << address;
}

TEST(AddressPolicy, NamesBehindAProxy) {
  for (const char* name : {"localhost", "LOCALHOST.", "intranet", "a.localhost", "printer.local",
                           "db.internal", "10.0.0.1", "2130706433", "0x7f000001", "[::1]", "127.1", ""})
    EXPECT_FALSE(is_public_name(name)) << name;
  for (const char* name :
       {"zakon.rada.gov.ua", "likumi.lv", "8.8.8.8", "expyuzz4wqqyqhjn.onion", "xn--80aswg.xn--p1ai"})
    EXPECT_TRUE(is_public_name(name)) << name;
}

}  // namespace
}  // namespace zakonwatch
