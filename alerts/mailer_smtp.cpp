// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "alerts/address.h"
#include "alerts/mailer.h"
#include "alerts/smtp_reply.h"
#include "base/curl.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestTalk = 64 << 10;  // bytes of replies per delivery; more is no mail server

// What libcurl hands its callbacks during one delivery.
struct Talk {
  std::string_view message;
  std::string replies;
};

size_t give_message(char* buffer, size_t size, size_t count, void* user) noexcept {
  auto& talk = *static_cast<Talk*>(user);
  const size_t length = std::min(size * count, talk.message.size());
  std::memcpy(buffer, talk.message.data(), length);
  talk.message.remove_prefix(length);
  return length;
}

size_t take_reply(char* buffer, size_t size, size_t count, void* user) noexcept {
  auto& talk = *static_cast<Talk*>(user);
  if (talk.replies.size() + size * count > kLongestTalk) return 0;
  talk.replies.append(buffer, size * count);
  return size * count;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]";
}

struct SmtpAddress {
  bool tls_from_start = false;
  std::string host;
};

struct FreeCurlUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

Result<SmtpAddress> smtp_address(const std::string& text) {
  const std::unique_ptr<CURLU, FreeCurlUrl> url(curl_url());
  const auto part = [&](CURLUPart which) {
    char* value = nullptr;
    std::string out = curl_url_get(url.get(), which, &value, 0) == CURLUE_OK ? value : "";
    curl_free(value);
    return out;
  };
  const bool parsed = curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
  const std::string scheme = parsed ? part(CURLUPART_SCHEME) : "";
  if (scheme != "smtp" && scheme != "smtps")
    return fail(ErrorKind::config, "mail.smtp_url is no smtp:// or smtps:// address");
  if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty())
    return fail(ErrorKind::config, "mail.smtp_url must not contain a user or password");
  return SmtpAddress{scheme == "smtps", part(CURLUPART_HOST)};
}

Result<void> check(const SmtpOptions& options, const SmtpAddress& address) {
  const bool known = options.tls == "required" || options.tls == "opportunistic" || options.tls == "none";
  if (!known) return fail(ErrorKind::config, "mail.smtp_tls must be required, opportunistic or none");
  if (options.tls == "none" && !is_loopback(address.host))
    return fail(ErrorKind::config, "mail.smtp_tls = \"none\" is for a server on this machine only");
  const bool always_tls = options.tls == "required" || address.tls_from_start;
  if (!options.user.empty() && !always_tls)
    return fail(ErrorKind::config, "a mail password is sent over required TLS only (mail.smtp_tls)");
  return {};
}

long tls_level(const std::string& tls) {
  if (tls == "required") return CURLUSESSL_ALL;
  return tls == "opportunistic" ? CURLUSESSL_TRY : CURLUSESSL_NONE;
}

// One handle for all deliveries, so that libcurl keeps the connection between them.
class SmtpMailer final : public Mailer {
 public:
  explicit SmtpMailer(SmtpOptions options) : options_(std::move(options)) { prepare(); }

  std::optional<DeliveryError> send(const std::string& from, const std::string& to,
                                    const std::string& message) override {
    const auto sender = checked_address(from), recipient = checked_address(to);
    if (!recipient) return DeliveryError{false, recipient.error().message, DeliveryFault::address, 0};
    if (!sender) return DeliveryError{false, sender.error().message, DeliveryFault::configuration, 0};
    return deliver("<" + *sender + ">", "<" + *recipient + ">", message);
  }

 private:
  std::optional<DeliveryError> deliver(const std::string& from, const std::string& to,
                                       const std::string& message) {
    CurlList recipients;
    recipients.append(to);
    talk_ = {message, {}};
    detail_[0] = 0;
    curl_.set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    curl_.set(CURLOPT_MAIL_FROM, from);
    curl_.set(CURLOPT_MAIL_RCPT, recipients.get());
    const CURLcode code = curl_easy_perform(curl_.get());
    const int reply = static_cast<int>(curl_.info<long>(CURLINFO_RESPONSE_CODE));
    curl_.set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
    if (code == CURLE_OK) return {};
    return delivery_error(code, reply, talk_.replies, detail_.data(), to.substr(1, to.size() - 2));
  }

  // What all deliveries have in common is set once.
  void prepare() {
    curl_.set(CURLOPT_URL, options_.url);
    curl_.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_.set(CURLOPT_UPLOAD, true);
    curl_.set(CURLOPT_READFUNCTION, give_message);
    curl_.set(CURLOPT_READDATA, &talk_);
    curl_.set(CURLOPT_HEADERFUNCTION, take_reply);
    curl_.set(CURLOPT_HEADERDATA, &talk_);
    curl_.set(CURLOPT_ERRORBUFFER, detail_.data());
    prepare_security();
    prepare_limits();
  }

  void prepare_security() {
    curl_.set(CURLOPT_USE_SSL, tls_level(options_.tls));
    const bool verify = options_.tls != "opportunistic" || options_.url.starts_with("smtps:");
    curl_.set(CURLOPT_SSL_VERIFYPEER, verify);
    curl_.set(CURLOPT_SSL_VERIFYHOST, verify ? 2L : 0L);
    curl_.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options_.ca_file.empty()) curl_.set(CURLOPT_CAINFO, options_.ca_file);
    if (options_.user.empty()) return;
    curl_.set(CURLOPT_USERNAME, options_.user);
    curl_.set(CURLOPT_PASSWORD, options_.password);
  }

  void prepare_limits() {
    const long limit = static_cast<long>(options_.timeout.count());
    curl_.set(CURLOPT_TIMEOUT, limit);
    curl_.set(CURLOPT_CONNECTTIMEOUT, std::min(limit, 30L));
    curl_.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, std::min(limit, 60L));
  }

  SmtpOptions options_;
  Talk talk_;
  std::array<char, CURL_ERROR_SIZE> detail_{};
  CurlHandle curl_;
};

}  // namespace

Result<std::unique_ptr<Mailer>> make_smtp_mailer(SmtpOptions options) {
  const auto address = smtp_address(options.url);
  if (!address) return fail(address.error());
  if (const auto checked = check(options, *address); !checked) return fail(checked.error());
  return std::make_unique<SmtpMailer>(std::move(options));
}

}  // namespace zakonwatch
