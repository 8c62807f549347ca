// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch {

struct Letter {
  std::string from;        // address
  std::string to;          // address; the only recipient
  std::string message_id;  // without angle brackets; stable over retries
  std::string in_reply_to; // empty or another message id
  std::string subject;     // UTF-8, any text
  std::string text, html;  // UTF-8
  std::string language;    // Content-Language
  Instant date{};          // of this attempt
};

// An RFC 5322 message, multipart/alternative, CRLF line ends, ASCII on the wire. Text from law or subscribers
// can put nothing into the headers.
Result<std::string> compose(const Letter& letter);

// Temporary failures (4xx, no connection) are errors whose kind is `delivery` with temporary = true.
struct DeliveryError {
  bool temporary = true;
  std::string reply;  // the server's words, without addresses
};

// Delivery in one verb; tests hand in a fake.
class Mailer {
 public:
  virtual ~Mailer() = default;
  // Nothing on success.
  virtual std::optional<DeliveryError> send(const std::string& from, const std::string& to,
                                            const std::string& message) = 0;
};

// tmp/ then fsync then rename into new/, as the Maildir specification has it; the file name is derived from
// the Message-ID, so that a retry after a crash replaces instead of doubling.
std::unique_ptr<Mailer> make_maildir_mailer(const std::filesystem::path& maildir);

struct SmtpOptions {
  std::string url;               // smtp://host:port or smtps://
  std::string tls = "required";  // required | opportunistic | none (loopback only)
  std::string user, password;
  std::string ca_file;
};
Result<std::unique_ptr<Mailer>> make_smtp_mailer(SmtpOptions options);

}  // namespace zakonwatch
