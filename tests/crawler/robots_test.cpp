// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/robots.h"
#include "tests/places.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

// The vectors carry octets as Latin-1 characters.
std::string from_latin1(const std::string& utf8) {
  std::string out;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80)
      out += utf8[i];
    else
      out += static_cast<char>((c & 3) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
  }
  return out;
}

struct Score {
  int run = 0;
  std::vector<std::string> failed;
};

Score run_vectors(const char* file, bool rfc_only) {
  Score score;
  std::ifstream in(std::string(corpus_folder() + "/conformance/robots/") + file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const auto row = nlohmann::json::parse(line);
    const std::string name = row.at("test");
    const bool google_only = name.starts_with("GoogleOnly") || row.value("google_specific", false);
    if (rfc_only == google_only) continue;
    const Robots robots = Robots::parse(from_latin1(row.at("robots_latin1")));
    const std::string url = from_latin1(row.at("url_latin1"));
    ++score.run;
    if (robots.allowed(row.at("ua").get<std::string>(), robots_path(url)) != row.at("allowed").get<bool>())
      score.failed.push_back(name + " " + row.at("ua").get<std::string>() + " " + url + "\n" +
                             row.at("robots_latin1").get<std::string>().substr(0, 400));
  }
  return score;
}

std::string join(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += line + "\n----\n";
  return out;
}

class RobotsVectors : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(corpus_folder() + "/conformance/robots"))
      GTEST_SKIP() << "the corpus is not here";
  }
};

TEST_F(RobotsVectors, EveryRfcVectorOfGoogle) {
  const Score score = run_vectors("robots_google_vectors.jsonl", true);
  EXPECT_EQ(score.run, 72);
  EXPECT_TRUE(score.failed.empty()) << join(score.failed);
}

TEST_F(RobotsVectors, EveryRfcVectorOfTheSpecTest) {
  const Score score = run_vectors("robots_spec_ctc_vectors.jsonl", true);
  EXPECT_GT(score.run, 300);
  EXPECT_TRUE(score.failed.empty()) << join(score.failed);
}

// What Google does beyond the RFC: index.html stands for its folder, and lines are cut at 16 KiB. We do
// neither, so these four differ, and no others.
TEST_F(RobotsVectors, GoogleOnlyVectorsDifferWhereWeMeanTo) {
  const Score google = run_vectors("robots_google_vectors.jsonl", false);
  const Score spec = run_vectors("robots_spec_ctc_vectors.jsonl", false);
  EXPECT_EQ(google.run, 73);
  ASSERT_EQ(google.failed.size(), 3u) << join(google.failed).substr(0, 2000);
  EXPECT_TRUE(google.failed[0].starts_with("GoogleOnly_IndexHTMLisDirectory"));
  EXPECT_TRUE(google.failed[1].starts_with("GoogleOnly_LineTooLong"));
  EXPECT_TRUE(google.failed[2].starts_with("GoogleOnly_LineTooLong"));
  ASSERT_EQ(spec.failed.size(), 1u) << join(spec.failed).substr(0, 2000);
  EXPECT_TRUE(spec.failed[0].starts_with("index-page#0"));
}

TEST(Robots, StatusSaysWhatTheFileMeans) {
  EXPECT_FALSE(Robots::from_response(200, "User-agent: *\nDisallow: /").allowed("zakonwatch", "/act"));
  EXPECT_TRUE(Robots::from_response(404, "User-agent: *\nDisallow: /").allowed("zakonwatch", "/act"));
  EXPECT_TRUE(Robots::from_response(403, "").allowed("zakonwatch", "/act"));
  EXPECT_FALSE(Robots::from_response(500, "").allowed("zakonwatch", "/act"));
  EXPECT_FALSE(Robots::from_response(503, "User-agent: *\nAllow: /").allowed("zakonwatch", "/act"));
}

TEST(Robots, AWebPageInPlaceOfTheFileForbidsNothing) {
  const Robots robots =
      Robots::parse("<!DOCTYPE html>\n<html><head><title>Головна: сторінка</title></head>\n<body>: /</body>");
  EXPECT_TRUE(robots.allowed("zakonwatch", "/laws/show/2341-14"));
}

TEST(Robots, ReadsHalfAMegabyteOfALongFile) {
  std::string file = "User-agent: *\nDisallow: /early\n";
  while (file.size() < 600u << 10) file += "# padding padding padding padding padding padding\n";
  file += "Disallow: /late\n";
  const Robots robots = Robots::parse(file);
  EXPECT_FALSE(robots.allowed("zakonwatch", "/early"));
  EXPECT_TRUE(robots.allowed("zakonwatch", "/late"));
}

TEST(Robots, CrawlDelayOfOurGroup) {
  const auto delay = [](const std::string& value) {
    return Robots::parse("User-agent: *\nCrawl-delay: " + value + "\nDisallow: /x").crawl_delay("zakonwatch");
  };
  EXPECT_EQ(delay("10"), 10s);
  EXPECT_EQ(delay("0"), 0s);
  EXPECT_EQ(delay("0.5"), 1s);
  EXPECT_EQ(delay("1e9"), 300s);
  EXPECT_EQ(delay("1e999"), 300s);
  EXPECT_EQ(delay("-1"), std::nullopt);
  EXPECT_EQ(delay("soon"), std::nullopt);
  EXPECT_EQ(delay("nan"), std::nullopt);
}

TEST(Robots, OwnGroupHidesTheCommonOneAlsoForDelays) {
  const Robots robots = Robots::parse(
      "User-agent: *\nCrawl-delay: 60\n\nUser-agent: Zakonwatch\nCrawl-delay: 7\nDisallow: /admin");
  EXPECT_EQ(robots.crawl_delay("zakonwatch"), 7s);
  EXPECT_EQ(robots.crawl_delay("other"), 60s);
}

TEST(Robots, CyrillicRulesMeetEscapedPaths) {
  const Robots robots = Robots::parse("User-agent: *\nDisallow: /закон/чернетка");
  EXPECT_FALSE(robots.allowed(
      "zakonwatch", "/%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD/%d1%87%d0%b5%d1%80%d0%bd%d0%b5%d1%82%d0%ba%d0%b0"));
  EXPECT_TRUE(robots.allowed("zakonwatch", "/%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD/2341"));
}

TEST(Robots, ManyStarsCostNoMoreThanLength) {
  std::string rule = "/", path = "/";
  for (int i = 0; i < 2000; ++i) rule += "*a";
  for (int i = 0; i < 4000; ++i) path += 'a';
  const Robots robots = Robots::parse("User-agent: *\nDisallow: " + rule + "b$");
  EXPECT_TRUE(robots.allowed("zakonwatch", path));
}

}  // namespace
}  // namespace zakonwatch
