// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace zakonwatch {

// The configuration file (contract.md). Unknown keys are refused with file:line and the nearest known key.
struct Config {
  std::filesystem::path state;  // empty: not configured
  struct Crawler {
    std::string identify = "neutral";  // project | neutral | custom
    std::string contact;
    std::string user_agent;  // for identify = "custom"
    std::chrono::seconds delay{5};
    std::chrono::seconds confirm_after{600};
    int daily_budget = 5000;  // requests to one host a day (UTC); 0 = any number
    int64_t min_free = 64;    // MiB on the state's disk; with less nothing is fetched, while mail goes on
    std::string ca_file;
    std::map<std::string, std::string> connect_to;
  } crawler;
  struct Mail {
    std::string from = "zakonwatch@localhost";
    std::string transport = "maildir";  // maildir | smtp | sendmail
    std::filesystem::path maildir;      // empty: <state>/outbox
    std::string smtp_url;
    std::string smtp_tls = "required";
    std::string smtp_user;
    std::filesystem::path smtp_password_file;
    std::string smtp_ca_file;
    std::string sendmail = "/usr/sbin/sendmail";
    std::string webhook_ca_file;
    std::string bounces;            // where undeliverable letters come back to; empty: to `from`
    std::optional<int> per_domain;  // letters to one domain within the hour; 0 = any number
    std::string operator_address;   // where notices go; empty: they are only shown by `status`
    std::string operator_language = "en";
  } mail;
  struct Parsers {
    std::vector<std::string> convert_rtf, convert_doc;  // a program and its arguments: stdin to stdout
    bool ocr = true;                                    // scans by tesseract, where it is installed
  } parsers;
  struct Web {
    std::string listen = "127.0.0.1:8321";
    std::string base_url;
  } web;
};

Result<Config> load_config(const std::filesystem::path& file);

// What the crawler calls itself, and the product token robots.txt rules are matched with.
std::string user_agent(const Config& config);
std::string robots_agent(const Config& config);

}  // namespace zakonwatch
