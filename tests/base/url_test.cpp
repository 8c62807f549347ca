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

TEST(Url, PercentCoding) {
  EXPECT_EQ(percent_encode("770-2000-п /&"), "770-2000-%D0%BF%20%2F%26");
  EXPECT_EQ(percent_decode(percent_encode("كب ა")), "كب ა");
  EXPECT_EQ(percent_decode("100%zz%4"), "100%zz%4");
}

}  // namespace
}  // namespace zakonwatch
