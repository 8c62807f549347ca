// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"

#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <limits>

#include "alerts/address.h"
#include "base/text.h"
#include "base/toml.h"

namespace zakonwatch {
namespace {

std::string one_of(const TomlTable& table, std::string_view key, std::string fallback,
                   std::initializer_list<std::string_view> choices) {
  std::string value = table.text(key, fallback);
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  std::string list;
  for (const auto choice : choices) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", choice);
  table.problem(key, fmt::format("'{}' should be one of {}, not \"{}\"", key, list, value));
  return fallback;
}

bool is_host_port(std::string_view text) {
  const size_t colon = text.rfind(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
         text.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
}

void read_connect_to(const TomlTable& table, Config::Crawler& crawler) {
  for (const std::string& key : table.keys()) {
    const std::string target = table.text(key);
    if (!is_host_port(key) || !is_host_port(target))
      table.problem(
          key, fmt::format("connect_to entries read \"host:port\" = \"host:port\", not \"{}\" = \"{}\"", key,
                           target));
    crawler.connect_to[to_lower(key)] = target;
  }
}

void read_crawler(const TomlTable& table, Config::Crawler& crawler) {
  crawler.identify = one_of(table, "identify", crawler.identify, {"project", "neutral", "custom"});
  crawler.contact = table.text("contact");
  crawler.user_agent = table.text("user_agent");
  if (crawler.identify == "custom" && crawler.user_agent.empty())
    table.problem("identify", "identify = \"custom\" needs user_agent = \"…\"");
  if (crawler.identify == "project" && crawler.contact.empty())
    table.problem("identify", "identify = \"project\" needs contact = \"https://…\"");
  crawler.delay = table.duration("delay", crawler.delay);
  crawler.confirm_after = table.duration("confirm_after", crawler.confirm_after);
  crawler.daily_budget = static_cast<int>(std::clamp<int64_t>(
      table.integer("daily_budget", crawler.daily_budget), 0, std::numeric_limits<int>::max()));
  crawler.min_free = std::max<int64_t>(table.integer("min_free", crawler.min_free), 0);
  crawler.ca_file = table.text("ca_file");
  read_connect_to(table.table("connect_to"), crawler);
}

void read_mail(const TomlTable& table, Config::Mail& mail) {
  mail.from = table.text("from", mail.from);
  mail.transport = one_of(table, "transport", mail.transport, {"maildir", "smtp", "sendmail"});
  mail.maildir = table.text("maildir");
  mail.smtp_url = table.text("smtp_url");
  mail.smtp_tls = one_of(table, "smtp_tls", mail.smtp_tls, {"required", "opportunistic", "none"});
  mail.smtp_user = table.text("smtp_user");
  mail.smtp_password_file = table.text("smtp_password_file");
  mail.smtp_ca_file = table.text("smtp_ca_file");
  mail.sendmail = table.text("sendmail", mail.sendmail);
  mail.webhook_ca_file = table.text("webhook_ca_file");
  mail.bounces = table.text("bounces");
  if (!mail.bounces.empty()) {
    auto address = checked_address(mail.bounces);
    if (!address) table.problem("bounces", address.error().message);
  }
  if (table.has("per_domain"))
    mail.per_domain = static_cast<int>(std::clamp<int64_t>(table.integer("per_domain", 0), 0, 1'000'000));
  mail.operator_address = table.text("operator");
  mail.operator_language = one_of(table, "operator_language", mail.operator_language, {"en", "ru"});
  if (!mail.operator_address.empty()) {
    auto address = checked_address(mail.operator_address);
    if (!address) table.problem("operator", address.error().message);
  }
  if (mail.transport == "smtp" && mail.smtp_url.empty())
    table.problem("transport", "transport = \"smtp\" needs smtp_url");
}

}  // namespace

Result<Config> load_config(const std::filesystem::path& file) {
  auto document = TomlDocument::read(file);
  if (!document) return fail(document.error());
  Config config;
  const TomlTable root = document->root();
  config.state = root.text("state");
  read_crawler(root.table("crawler"), config.crawler);
  read_mail(root.table("mail"), config.mail);
  const TomlTable parsers = root.table("parsers");
  config.parsers.convert_rtf = parsers.texts("convert_rtf");
  config.parsers.convert_doc = parsers.texts("convert_doc");
  config.parsers.ocr = parsers.flag("ocr", config.parsers.ocr);
  const TomlTable web = root.table("web");
  config.web.listen = web.text("listen", config.web.listen);
  config.web.base_url = web.text("base_url");
  if (auto sound = document->check(); !sound) return fail(sound.error());
  return config;
}

std::string user_agent(const Config& config) {
  if (config.crawler.identify == "custom") return config.crawler.user_agent;
  if (config.crawler.identify == "project")
    return fmt::format("zakonwatch/{} (+{})", ZAKONWATCH_VERSION, config.crawler.contact);
  // Neutral: naming the network would tell a hostile state who reads its drug laws.
  return "Mozilla/5.0 (compatible; legal-archive/1.0)";
}

std::string robots_agent(const Config& config) {
  if (config.crawler.identify == "project") return "zakonwatch";
  if (config.crawler.identify == "neutral") return "legal-archive";
  return config.crawler.user_agent.substr(0, config.crawler.user_agent.find_first_of("/ "));
}

}  // namespace zakonwatch
