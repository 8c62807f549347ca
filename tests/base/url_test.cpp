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

// Behind a fragment, which a fetch never sends, libcurl's parser reads the same address.
TEST(UrlPlain, IsReadAsLibcurlReadsIt) {
  for (const char* text :
       {"https://likumi.lv/ta/id/88966", "http://127.0.0.1:8080/1000.html", "https://a.b-c.example",
        "http://x.example:80/", "https://x.example:443/a?b=c&d=e/f?g", "https://x.example/?",
        "https://x.example/a//b/", "http://x.example/a:b@c;d,e",
        "https://zakon.rada.gov.ua/laws/show/2341-14/print", "https://x.example?q=1",
        "https://x.example:8443", "https://x.example/a.b/..c", "https://x.example./a", "https://x/",
        "http://1.2.3.4/"}) {
    const auto plain = parse_url(text), curl = parse_url(std::string(text) + "#f");
    ASSERT_EQ(bool(plain), bool(curl)) << text;
    if (!plain) continue;
    EXPECT_EQ(plain->to_string(), curl->to_string()) << text;
    EXPECT_EQ(plain->port, curl->port) << text;
    EXPECT_EQ(plain->path, curl->path) << text;
    EXPECT_EQ(plain->query, curl->query) << text;
  }
}

TEST(UrlPlain, WhatCouldBeReadInTwoWaysIsLeftToLibcurl) {
  EXPECT_EQ(parse_url("https://x.example/a/../b")->path, "/b");
  EXPECT_EQ(parse_url("http://1.2.3/")->host, "1.2.0.3");
  EXPECT_EQ(parse_url("https://x.example/a/.")->path, "/a/");
  for (const char* text : {"http://x.example:0/", "http://x.example:70000/", "http://:80/",
                           "http://a@b.example/", "http://x.example:80a/", "http://127.0.0.1.5/"})
    EXPECT_FALSE(parse_url(text)) << text;
}

}  // namespace
}  // namespace zakonwatch
