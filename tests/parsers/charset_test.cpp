// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/charset.h"

#include <gtest/gtest.h>

namespace zakonwatch {
namespace {

// "наркотиков" and a line around it, in windows-1251 and koi8-r.
const std::string kCp1251 =
    "\xCD\xE5\xE7\xE0\xEA\xEE\xED\xED\xFB\xE9 \xEE\xE1\xEE\xF0\xEE\xF2 "
    "\xED\xE0\xF0\xEA\xEE\xF2\xE8\xEA\xEE\xE2";
const std::string kKoi8 =
    "\xEE\xC5\xDA\xC1\xCB\xCF\xCE\xCE\xD9\xCA \xCF\xC2\xCF\xD2\xCF\xD4 "
    "\xCE\xC1\xD2\xCB\xCF\xD4\xC9\xCB\xCF\xD7";
const std::string kText = "Незаконный оборот наркотиков";

DecodedText decode(std::string_view bytes, const CharsetHints& hints = {}) {
  auto text = decode_text(bytes, hints);
  EXPECT_TRUE(text) << (text ? "" : text.error().sentence());
  return text ? *text : DecodedText{};
}

TEST(Charset, TransportHeaderIsFollowed) {
  EXPECT_EQ(decode(kCp1251, {.header = "windows-1251"}).text, kText);
}

TEST(Charset, CyrillicCodePagesAreToldApart) {
  EXPECT_EQ(decode(kCp1251, {.script = "Cyrl"}).text, kText);
  EXPECT_EQ(decode(kKoi8, {.script = "Cyrl"}).text, kText);
}

TEST(Charset, MetaDeclarationIsRead) {
  EXPECT_EQ(declared_charset("<html><META http-equiv='Content-Type' content='text/html; "
                             "charset=Windows-1251; charset=windows-1251'>"),
            "windows-1251");
  EXPECT_EQ(declared_charset("<?xml version='1.0' encoding=\"ISO-8859-13\"?>"), "iso-8859-13");
  EXPECT_EQ(declared_charset("<p>none</p>"), "");
}

TEST(Charset, Utf8UnderAWrongHeaderStaysUtf8) {
  EXPECT_EQ(decode(kText, {.header = "windows-1251"}).text, kText);
}

TEST(Charset, OverrideBeatsEverything) {
  EXPECT_EQ(decode(kCp1251, {.override_name = "cp1251", .header = "utf-8"}).text, kText);
}

TEST(Charset, ByteOrderMarkIsDropped) {
  EXPECT_EQ(decode("\xEF\xBB\xBF"
                   "abc")
                .text,
            "abc");
}

TEST(Charset, LinesOfTwoEncodingsAreEachRead) {
  std::string bytes;
  for (int i = 0; i < 6; ++i) bytes += kText + "\n" + kCp1251 + "\n";
  const DecodedText out = decode(bytes, {.header = "utf-8", .script = "Cyrl"});
  EXPECT_TRUE(out.mixed);
  EXPECT_EQ(out.text.substr(0, 2 * kText.size() + 1), kText + "\n" + kText);
}

TEST(Charset, BalticCodePageIsKept) {
  // "Pārejas" in windows-1257.
  EXPECT_EQ(decode("P\xE2rejas", {.header = "windows-1257"}).text, "Pārejas");
}

TEST(Charset, DoubleDecodedTextIsFlaggedNotRepaired) {
  std::string twice;
  for (int i = 0; i < 30; ++i) twice += "Ð½Ð°Ñ€ÐºÐ¾Ñ‚Ð¸Ðº ";
  EXPECT_TRUE(decode(twice).mojibake);
  EXPECT_FALSE(decode(kText + kText + kText).mojibake);
}

TEST(Charset, BinaryIsRefused) {
  EXPECT_FALSE(decode_text(std::string("a\0b", 3)));
  EXPECT_FALSE(decode_text(std::string(1000, '\x81'), {.override_name = "utf-8"}));
}

}  // namespace
}  // namespace zakonwatch
