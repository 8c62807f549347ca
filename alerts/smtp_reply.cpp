// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/smtp_reply.h"

#include <fmt/format.h>

#include "alerts/address.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

// "5.1.1" of "550 5.1.1 no such user"; empty where there is none.
std::string_view enhanced_status(std::string_view reply) {
  if (reply.size() < 9 || (reply[4] != '5' && reply[4] != '4') || reply[5] != '.') return {};
  const std::string_view rest = reply.substr(4);
  return rest.substr(0, rest.find(' '));
}

// The last line with this code: after a refusal libcurl says QUIT, whose answer comes later.
std::string_view line_with(std::string_view replies, int code) {
  const std::string prefix = fmt::format("{}", code);
  std::string_view found;
  for (const std::string_view line : lines(replies))
    if (line.starts_with(prefix)) found = line;
  return found;
}

// Failures that no later attempt of the same mail mends without a person, although nothing was refused.
bool is_configuration(CURLcode code) {
  return code == CURLE_LOGIN_DENIED || code == CURLE_PEER_FAILED_VERIFICATION ||
         code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CACERT_BADFILE;
}

}  // namespace

std::string_view to_string(DeliveryFault fault) {
  switch (fault) {
    case DeliveryFault::temporary:
      return "temporary";
    case DeliveryFault::address:
      return "address";
    case DeliveryFault::size:
      return "size";
    case DeliveryFault::policy:
      return "policy";
    case DeliveryFault::configuration:
      return "configuration";
    case DeliveryFault::refused:
      break;
  }
  return "refused";
}

DeliveryFault classify_reply(int code, std::string_view reply) {
  if (code < 500) return DeliveryFault::temporary;
  if (code == 530 || code == 534 || code == 535 || code == 538) return DeliveryFault::configuration;
  const std::string_view status = enhanced_status(reply);
  if (status == "5.1.1" || status == "5.1.2" || status == "5.1.3" || status == "5.1.6" ||
      status == "5.1.10" || status == "5.2.1")
    return DeliveryFault::address;
  if (status == "5.3.4" || status == "5.2.3" || code == 552) return DeliveryFault::size;
  if (status.starts_with("5.7.")) return DeliveryFault::policy;
  if (status.empty() && (code == 550 || code == 551 || code == 553)) return DeliveryFault::address;
  if (status.empty() && code == 554) return DeliveryFault::policy;
  return DeliveryFault::refused;
}

DeliveryError delivery_error(CURLcode code, int reply_code, std::string_view replies, std::string_view detail,
                             std::string_view recipient) {
  // A log-in or TLS failure holds every mail: they wait until a person has mended it.
  if (is_configuration(code))
    return {true, without_addresses(detail.empty() ? curl_easy_strerror(code) : detail, recipient),
            DeliveryFault::configuration, reply_code};
  const bool answered = reply_code >= 400 && reply_code < 600;
  if (!answered)
    return {true, without_addresses(detail.empty() ? curl_easy_strerror(code) : detail, recipient),
            DeliveryFault::temporary, 0};
  const std::string_view line = line_with(replies, reply_code);
  const DeliveryFault fault = classify_reply(reply_code, line);
  const bool temporary = fault == DeliveryFault::temporary || fault == DeliveryFault::configuration;
  return {temporary, without_addresses(line, recipient), fault, reply_code};
}

}  // namespace zakonwatch
