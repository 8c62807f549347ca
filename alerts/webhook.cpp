// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/webhook.h"

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/curl.h"
#include "base/text.h"
#include "base/url.h"

namespace zakonwatch {
namespace {

size_t drop_answer(char*, size_t size, size_t count, void* user) noexcept {
  constexpr size_t kLongestAnswer = 64 << 10;  // nobody reads it
  auto& seen = *static_cast<size_t*>(user);
  seen += size * count;
  return seen > kLongestAnswer ? 0 : size * count;
}

std::string seconds_of(Instant instant) { return fmt::format("{}", instant.time_since_epoch().count()); }

CurlList headers_of(const WebhookPost& post) {
  const std::string timestamp = seconds_of(post.now);
  CurlList list;
  list.append("Content-Type: application/json");
  list.append("User-Agent: zakonwatch");
  list.append("Expect:");
  list.append("X-Zakonwatch-Delivery: " + post.delivery);
  list.append("X-Zakonwatch-Timestamp: " + timestamp);
  list.append("X-Zakonwatch-Signature: sha256=" + hmac_sha256_hex(post.secret, timestamp + "." + post.body));
  return list;
}

std::optional<DeliveryError> meaning(int status) {
  if (status >= 200 && status < 300) return {};
  const std::string reply = fmt::format("the webhook answered {}", status);
  if (status == 410) return DeliveryError{false, reply, DeliveryFault::address, status};
  if (status == 413) return DeliveryError{false, reply, DeliveryFault::size, status};
  return DeliveryError{true, reply, DeliveryFault::temporary, status};
}

}  // namespace

Result<std::string> checked_webhook(const std::string& url) {
  const auto parsed = parse_url(url);
  const std::string canonical = parsed ? parsed->to_string() : "";
  const std::string_view host = std::string_view(canonical).substr(std::min(canonical.size(), size_t{7}));
  const bool here =
      canonical.starts_with("http://") && (host.starts_with("127.0.0.1:") || host.starts_with("127.0.0.1/") ||
                                           host.starts_with("localhost:") || host.starts_with("localhost/"));
  if (here || canonical.starts_with("https://")) return canonical;
  return fail(ErrorKind::usage, "a webhook's address is https://…, or http:// on this machine");
}

std::optional<DeliveryError> post_webhook(const WebhookPost& post) {
  CurlHandle curl;
  const CurlList headers = headers_of(post);
  size_t seen = 0;
  char detail[CURL_ERROR_SIZE] = "";
  curl.set(CURLOPT_URL, post.url);
  curl.set(CURLOPT_PROTOCOLS_STR, "http,https");
  curl.set(CURLOPT_FOLLOWLOCATION, false);
  curl.set(CURLOPT_HTTPHEADER, headers.get());
  curl.set(CURLOPT_POSTFIELDS, post.body.data());
  curl.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  curl.set(CURLOPT_WRITEFUNCTION, drop_answer);
  curl.set(CURLOPT_WRITEDATA, &seen);
  curl.set(CURLOPT_TIMEOUT, static_cast<long>(post.timeout.count()));
  curl.set(CURLOPT_ERRORBUFFER, static_cast<char*>(detail));
  if (!post.ca_file.empty()) curl.set(CURLOPT_CAINFO, post.ca_file);
  const CURLcode code = curl_easy_perform(curl.get());
  const int status = static_cast<int>(curl.info<long>(CURLINFO_RESPONSE_CODE));
  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0)) return meaning(status);
  // Its address may hold a token of its own: libcurl's words, which repeat it, are left out.
  return DeliveryError{true, fmt::format("the webhook cannot be reached: {}", curl_easy_strerror(code)),
                       DeliveryFault::temporary, 0};
}

}  // namespace zakonwatch
