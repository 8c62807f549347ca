// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/decode.h"

#include <gtest/gtest.h>

#include "tests/crawler/gzip.h"

namespace zakonwatch {
namespace {

const std::string kText = "სისხლის სამართლის კოდექსი · Քրեական օրենսգիրք · Кримінальний кодекс";

std::string from_hex(std::string_view hex) {
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

// Made once with the reference encoder (only its decoder is among our libraries): kText, and 40 MiB of zeros.
const std::string kBrotliText = from_hex(
    "1b9400001ca9515fccee5a18bada1a6cc09126880fed0fce0bb98e4dba989840a8c9e901fb27dc561a481a59c281e636061e8753"
    "8bc60d2c"
    "c7ed714256cbbcc850ca4133e29c94128bb3f1c80f4e72038eb66eb61e4ca3ebf0b7771a18596c4500ac2b5f431900f196e597df"
    "f87c05c8"
    "3d4f21");
const std::string kBrotliBomb = from_hex(
    "cbffff3f002400e2b14072effff8ffff078004401c1680eefd1fffffff00900088c302d0bdffe3ffff1f001200715800baf77ff9"
    "ffff0740"
    "02200e0b40f7fe0f");

Result<std::string> decode(BodyDecoder::Options options, const std::string& wire, size_t step) {
  auto decoder = BodyDecoder::make(std::move(options));
  if (!decoder) return fail(decoder.error());
  for (size_t at = 0; at < wire.size(); at += step)
    if (auto fed = decoder->feed(std::string_view(wire).substr(at, step)); !fed) return fail(fed.error());
  return decoder->finish();
}

BodyDecoder::Options coded(std::string name, bool in_chunks = false) {
  BodyDecoder::Options options;
  options.content_encoding = std::move(name);
  options.chunked = in_chunks;
  return options;
}

ErrorKind kind_of(const Result<std::string>& result) {
  return result ? ErrorKind::usage : result.error().kind;
}

// However the octets are cut into reads, the text is the same.
TEST(Decode, EveryCodingInEveryStep) {
  for (const size_t step : {size_t{1}, size_t{2}, size_t{7}, size_t{100000}}) {
    EXPECT_EQ(decode(coded(""), kText, step).value_or("?"), kText);
    EXPECT_EQ(decode(coded("identity", true), chunked(kText, 5), step).value_or("?"), kText);
    EXPECT_EQ(decode(coded("gzip"), gzip(kText), step).value_or("?"), kText);
    EXPECT_EQ(decode(coded("X-GZIP", true), chunked(gzip(kText), 9), step).value_or("?"), kText);
    EXPECT_EQ(decode(coded("br"), kBrotliText, step).value_or("?"), kText);
    EXPECT_EQ(decode(coded("br", true), chunked(kBrotliText, 3), step).value_or("?"), kText);
  }
}

TEST(Decode, GzipMembersFollowOneAnotherAndPaddingIsNoText) {
  EXPECT_EQ(decode(coded("gzip"), gzip(kText) + gzip("!"), 11).value_or("?"), kText + "!");
  EXPECT_EQ(decode(coded("gzip"), gzip(kText) + std::string(7, '\0'), 5).value_or("?"), kText);
  EXPECT_EQ(kind_of(decode(coded("gzip"), gzip(kText) + "junk", 100)), ErrorKind::parse);
}

TEST(Decode, CutStreamsAreCutEverywhere) {
  for (const auto& [name, bytes] :
       {std::pair{std::string("gzip"), gzip(kText)}, {std::string("br"), kBrotliText}})
    for (size_t length = 1; length < bytes.size(); ++length)
      EXPECT_EQ(kind_of(decode(coded(name), bytes.substr(0, length), 64)), ErrorKind::network)
          << name << length;
  const std::string framed = chunked(kText, 16);
  for (size_t length = 0; length < framed.size(); ++length)
    EXPECT_EQ(kind_of(decode(coded("", true), framed.substr(0, length), 64)), ErrorKind::network) << length;
}

TEST(Decode, EmptyBodies) {
  EXPECT_EQ(decode(coded("gzip"), "", 1).value_or("?"), "");
  EXPECT_EQ(decode(coded("br", true), "0\r\n\r\n", 1).value_or("?"), "");
}

TEST(Decode, BrokenFramingIsNoBody) {
  for (const char* wire :
       {"x\r\n", "-5\r\nhello\r\n0\r\n\r\n", "5\r\nhelloo\r\n0\r\n\r\n", "\r\n0\r\n\r\n", "0\r\n\r\nmore",
        "FFFFFFFFFFFFFFFFF\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5 5\r\nhello\r\n0\r\n\r\n"})
    EXPECT_EQ(kind_of(decode(coded("", true), wire, 3)), ErrorKind::parse) << wire;
}

TEST(Decode, ExtensionsAndTrailersAreReadPast) {
  EXPECT_EQ(decode(coded("", true), "5;name=\"v\"\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", 1).value_or("?"),
            "hello");
  EXPECT_EQ(decode(coded("", true), "5\nhello\n0\n\n", 2).value_or("?"), "hello");
  std::string endless = "0\r\n";
  while (endless.size() < 100'000) endless += "X-Trailer: more\r\n";
  EXPECT_EQ(kind_of(decode(coded("", true), endless, 1000)), ErrorKind::parse);
}

TEST(Decode, BombsEndAtTheLimit) {
  const std::string zeros(size_t{40} << 20, '\0');
  for (const auto& [name, bytes] :
       {std::pair{std::string("gzip"), gzip(zeros)}, {std::string("br"), kBrotliBomb}}) {
    BodyDecoder::Options by_ratio = coded(name);
    EXPECT_EQ(kind_of(decode(by_ratio, bytes, 4096)), ErrorKind::too_large) << name;
    BodyDecoder::Options by_size = coded(name);
    by_size.max_ratio = 1 << 30;
    by_size.max_decoded = size_t{8} << 20;
    EXPECT_EQ(kind_of(decode(by_size, bytes, 4096)), ErrorKind::too_large) << name;
  }
}

TEST(Decode, OneLayerOfWhatWasAskedFor) {
  for (const char* name : {"gzip, gzip", "deflate", "zstd", "br, gzip", "*"})
    EXPECT_FALSE(BodyDecoder::make(coded(name))) << name;
}

TEST(Decode, AWholeBodyFromItsHead) {
  const std::string head =
      "HTTP/1.1 200 OK\r\ncontent-encoding:  br \r\nTRANSFER-ENCODING: Chunked\r\nContent-Length: 3\r\n\r\n";
  EXPECT_EQ(decode_body(head, chunked(kBrotliText, 10)).value_or("?"), kText);
  EXPECT_EQ(decode_body("HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n", "").value_or("?"), "");
  EXPECT_FALSE(decode_body(head, chunked(kBrotliText, 10), 10));
}

}  // namespace
}  // namespace zakonwatch
