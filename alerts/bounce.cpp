// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/bounce.h"

#include <algorithm>
#include <map>

#include "alerts/mime_parts.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kOfADomain = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
constexpr size_t kToken = 32;                // hexadecimal digits
constexpr size_t kLongestReport = 64 << 10;  // of the part that programs read

using Fields = std::map<std::string, std::string>;

// A group of header-like lines of message/delivery-status; the groups are parted by empty lines.
std::vector<Fields> groups_of(std::string_view text) {
  std::vector<Fields> groups(1);
  std::string last;
  for (std::string_view line : split(text, '\n')) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const size_t colon = line.find(':');
    if (line.empty()) {
      if (!groups.back().empty()) groups.emplace_back();
    } else if ((line.front() == ' ' || line.front() == '\t') && !groups.back().empty()) {
      groups.back()[last] += " " + std::string(trim(line));
    } else if (colon != std::string_view::npos) {
      last = to_lower(trim(line.substr(0, colon)));
      groups.back().emplace(last, std::string(trim(line.substr(colon + 1))));
    }
  }
  return groups;
}

std::string content_of(GMimeObject* part) {
  GMimeDataWrapper* content = GMIME_IS_PART(part) ? g_mime_part_get_content(GMIME_PART(part)) : nullptr;
  if (content == nullptr) return {};
  const Object<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), std::min<size_t>(bytes->len, kLongestReport)};
}

// The report of a multipart/report; empty where the message is none.
std::string report_of(GMimeMessage* message) {
  GMimeObject* body = g_mime_message_get_mime_part(message);
  if (body == nullptr || !GMIME_IS_MULTIPART(body)) return {};
  if (!g_mime_content_type_is_type(g_mime_object_get_content_type(body), "multipart", "report")) return {};
  for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(body)); ++i) {
    GMimeObject* part = g_mime_multipart_get_part(GMIME_MULTIPART(body), i);
    if (g_mime_content_type_is_type(g_mime_object_get_content_type(part), "message", "delivery-status"))
      return content_of(part);
  }
  return {};
}

// The token behind "<local>+" in the first address of that kind.
std::string token_in(std::string_view text, const std::string& bounces) {
  const size_t at = bounces.rfind('@');
  const std::string lower = to_lower(text), local = to_lower(bounces.substr(0, at)) + "+";
  const std::string domain = to_lower(bounces.substr(at));
  for (size_t found = lower.find(local); found != std::string::npos; found = lower.find(local, found + 1)) {
    std::string token = lower.substr(found + local.size(), kToken);
    const std::string rest = lower.substr(std::min(lower.size(), found + local.size() + kToken));
    const bool is_hex =
        token.size() == kToken && token.find_first_not_of("0123456789abcdef") == std::string::npos;
    const bool is_ours =
        rest.starts_with(domain) && rest.find_first_of(kOfADomain, domain.size()) != domain.size();
    if (is_hex && is_ours) return token;
  }
  return {};
}

std::string recipients(GMimeMessage* message) {
  std::string out;
  for (const char* name : {"Envelope-To", "X-Original-To", "Delivered-To", "To"}) {
    const char* value = g_mime_object_get_header(GMIME_OBJECT(message), name);
    if (value != nullptr) out += std::string(value) + "\n";
  }
  return out;
}

Object<GMimeMessage> parse(std::string_view message) {
  init_gmime();
  const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(message.data(), message.size()));
  const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  return Object<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

}  // namespace

bool Bounce::is_dead_address() const {
  for (const char* dead : {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
    if (status == dead) return true;
  return false;
}

std::string bounce_address(const std::string& bounces, const std::string& token) {
  const size_t at = bounces.rfind('@');
  return bounces.substr(0, at) + "+" + token + bounces.substr(at);
}

std::optional<Bounce> read_bounce(std::string_view message, const std::string& bounces,
                                  const std::string& recipient) {
  const auto parsed = parse(message);
  if (!parsed) return {};
  const std::string token = token_in(recipient.empty() ? recipients(parsed.get()) : recipient, bounces);
  if (token.empty()) return {};
  for (const Fields& group : groups_of(report_of(parsed.get()))) {
    const auto field = [&](const char* name) {
      const auto found = group.find(name);
      return found == group.end() ? std::string() : found->second;
    };
    // "5.1.1 (no such user)": what follows is a remark.
    const std::string status = field("status").substr(0, field("status").find(' '));
    if (to_lower(field("action")) == "failed" && status.starts_with("5."))
      return Bounce{token, status, field("diagnostic-code")};
  }
  return {};
}

}  // namespace zakonwatch
