// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"

namespace zakonwatch {
namespace {

class ConfigFile : public ::testing::Test {
 protected:
  Result<Config> load(std::string_view text) {
    EXPECT_TRUE(write_file_atomic(file_, text));
    return load_config(file_);
  }
  std::string error(std::string_view text) {
    const auto config = load(text);
    return config ? "" : config.error().message;
  }
  void TearDown() override { std::filesystem::remove(file_); }
  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("zakonwatch-config-" + std::to_string(getpid()) + ".toml");
};

TEST_F(ConfigFile, EveryKeyOfTheContractIsRead) {
  const auto config = load(R"(state = "/var/lib/zakonwatch"
[crawler]
identify = "neutral"
contact = "https://example.org/contact"
delay = "0s"
confirm_after = "10m"
ca_file = "/tmp/ca.pem"
[crawler.connect_to]
"Likumi.lv:443" = "127.0.0.1:8443"
[mail]
from = "alerts@example.org"
transport = "smtp"
maildir = "/var/lib/zakonwatch/outbox"
smtp_url = "smtp://127.0.0.1:2525"
smtp_tls = "none"
[web]
listen = "unix:/run/zakonwatch/web.sock"
base_url = "https://watch.example.org"
)");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->state, "/var/lib/zakonwatch");
  EXPECT_EQ(config->crawler.delay, std::chrono::seconds(0));
  EXPECT_EQ(config->crawler.confirm_after, std::chrono::minutes(10));
  EXPECT_EQ(config->crawler.connect_to.at("likumi.lv:443"), "127.0.0.1:8443");
  EXPECT_EQ(config->mail.smtp_url, "smtp://127.0.0.1:2525");
  EXPECT_EQ(config->web.base_url, "https://watch.example.org");
}

TEST_F(ConfigFile, UnknownKeysAreRefusedWithLineAndNearestKey) {
  const std::string message = error("[crawler]\ndelay = \"5s\"\nidentfy = \"neutral\"\n");
  EXPECT_NE(message.find(":3: unknown key 'identfy'; did you mean 'identify'?"), std::string::npos)
      << message;
}

TEST_F(ConfigFile, EveryMistakeIsReportedAtOnce) {
  const std::string message = error("[mail]\nsmtp_tls = \"maybe\"\nfrom = 7\n[crawler]\ndelay = \"soon\"\n");
  EXPECT_NE(message.find(":2:"), std::string::npos) << message;
  EXPECT_NE(message.find(":3:"), std::string::npos) << message;
  EXPECT_NE(message.find(":5:"), std::string::npos) << message;
}

TEST_F(ConfigFile, BrokenTomlNamesItsLine) { EXPECT_NE(error("state = \n").find(":1:"), std::string::npos); }

TEST_F(ConfigFile, HalfConfiguredModesAreRefused) {
  EXPECT_NE(error("[mail]\ntransport = \"smtp\"\n").find("smtp_url"), std::string::npos);
  EXPECT_NE(error("[crawler]\nidentify = \"project\"\n").find("contact"), std::string::npos);
  EXPECT_NE(error("[crawler.connect_to]\n\"likumi.lv\" = \"127.0.0.1:1\"\n").find("host:port"),
            std::string::npos);
}

TEST(UserAgent, NeutralNamesNobody) {
  Config config;
  EXPECT_EQ(user_agent(config).find("akonwatch"), std::string::npos);
  config.crawler.identify = "project";
  config.crawler.contact = "https://example.org/";
  EXPECT_NE(user_agent(config).find("zakonwatch"), std::string::npos);
  EXPECT_NE(user_agent(config).find("https://example.org/"), std::string::npos);
}

}  // namespace
}  // namespace zakonwatch
