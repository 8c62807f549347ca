// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

TEST(Url, CanonicalForm) {
  EXPECT_EQ(parse_url("HTTPS://Likumi.LV:443/doc.php?id=1#p5")->to_string(),
            "https://likumi.lv/doc.php?id=1");
  EXPECT_EQ(parse_url("http://example.org:8080")->to_string(), "http://example.org:8080/");
  EXPECT_EQ(parse_url("https://likumi.lv/")->host_port(), "likumi.lv:443");
}

TEST(Url, OnlyHttpWithoutCredentials) {
  for (const auto* bad : {"", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)",
                          "//example.org/", "http://", "https://user:secret@example.org/",
                          "http://exa mple.org/", "http://example.org:99999/", "http://a\nb/"})
    EXPECT_FALSE(parse_url(bad)) << bad;
}

TEST(Url, ReferencesResolveAgainstThePage) {
  const Url base = *parse_url("https://likumi.lv/ta/id/88966?x=1");
  EXPECT_EQ(resolve_url(base, "../doc.php?id=2")->to_string(), "https://likumi.lv/ta/doc.php?id=2");
  EXPECT_EQ(resolve_url(base, "/go/2953-14")->to_string(), "https://likumi.lv/go/2953-14");
  EXPECT_EQ(resolve_url(base, "//vestnesis.lv/a")->to_string(), "https://vestnesis.lv/a");
  EXPECT_FALSE(resolve_url(base, "mailto:x@example.org"));
  EXPECT_FALSE(resolve_url(base, "javascript:void(0)"));
}

// Whatever the locale says: libcurl alone asks it, and in the C locale leaves such names as they are.
TEST(Url, InternationalHostsHaveOneSpelling) {
  EXPECT_EQ(parse_url("http://Право.РФ/x")->host, "xn--80ae0bbf.xn--p1ai");
  EXPECT_EQ(parse_url("http://xn--80ae0bbf.xn--p1ai/x")->host, parse_url("http://право.рф/x")->host);
  EXPECT_EQ(parse_url("https://www.foo。bar.com/")->host, "www.foo.bar.com");
  EXPECT_EQ(parse_url("http://[::FFFF:10.0.0.1]/")->host, "[::ffff:10.0.0.1]");
}

TEST(Url, WhatTwoReadersReadDifferentlyIsRefusedOrReadAsABrowserDoes) {
  for (const auto* bad : {"http://1.2.3.4./", "http://%30%78%63%30%2e%30%32%35%30.01/", "http:/example.org/",
                          "http:example.org", "http://ho%7Fst/", "http://a%2Fb/", "http://[::1/"})
    EXPECT_FALSE(parse_url(bad)) << bad;
  const Url base = *parse_url("https://likumi.lv/ta/");
  EXPECT_EQ(resolve_url(base, "\\\\evil.example\\x")->to_string(), "https://evil.example/x");
  EXPECT_EQ(resolve_url(base, "a\\b?c=\\d")->path, "/ta/a/b");
}

TEST(Url, PercentCoding) {
  EXPECT_EQ(percent_encode("770-2000-п /&"), "770-2000-%D0%BF%20%2F%26");
  EXPECT_EQ(percent_decode(percent_encode("كب ა")), "كب ა");
  EXPECT_EQ(percent_decode("100%zz%4"), "100%zz%4");
}

}  // namespace
}  // namespace zakonwatch
