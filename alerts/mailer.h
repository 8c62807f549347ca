// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch {

struct Attachment {
  std::string name;        // a file name; ASCII letters, digits, dot, hyphen and underscore are kept
  std::string media_type;  // "text/markdown", "application/json"
  std::string content;     // UTF-8
};

struct Letter {
  std::string from;           // address
  std::string comes_back_to;  // the envelope's sender; empty: `from`
  std::string from_name = "Zakonwatch";
  std::string to;                  // address; the only recipient
  std::string message_id;          // without angle brackets; stable over retries
  std::string in_reply_to;         // empty or another message id
  std::string subject;             // UTF-8, any text
  std::string text, html;          // UTF-8
  std::string language;            // Content-Language
  std::string list_id;             // "alerts.example.org"; made from the sender's domain where empty
  std::string unsubscribe_url;     // https: one-click (RFC 8058); may be empty
  std::string unsubscribe_mailto;  // an address; may be empty
  std::vector<Attachment> attachments;
  Instant date{};  // of this attempt
  // The only word in `text` and `html` that is this reader's own (a token in a link); empty: none.
  std::string own_word;
};

inline const std::string& envelope_sender(const Letter& letter) {
  return letter.comes_back_to.empty() ? letter.from : letter.comes_back_to;
}

// An RFC 5322 message, multipart/alternative (inside multipart/mixed with attachments), CRLF line ends, ASCII
// on the wire. Text from law or subscribers can put nothing into the headers. The same letter makes the same
// bytes. Addresses and ids that cannot stand in a header are errors of kind delivery.
Result<std::string> compose(const Letter& letter);

struct Patch;
// A letter to many that differs in its headers and in one word of its text: the body is made and encoded
// once, as in a mould, and cast for each. What is cast has the very bytes that compose() would make.
class LetterMould {
 public:
  explicit LetterMould(const Letter& first);
  LetterMould(LetterMould&&) noexcept;
  LetterMould& operator=(LetterMould&&) noexcept;
  ~LetterMould();
  // Whether it is known where the word stands; where not, cast() composes anew.
  bool fits() const { return fits_; }
  // `letter`: the first one's subject and text, with a word of its own as long as the first one's was.
  Result<std::string> cast(const Letter& letter) const;

 private:
  std::string subject_, body_, word_;
  bool fits_ = false;  // whether we know where the word stands
  std::vector<Patch> patches_;
};

// What a refusal means for what comes after it (reliability: 5xx handling by class).
enum class DeliveryFault {
  temporary,      // 4xx, no connection: the same mail again later
  address,        // the address is dead: suspend it, tell the operator
  size,           // too large: shrink it
  policy,         // refused as such: stop this domain, tell the operator
  configuration,  // log-in or TLS: stop the whole queue, tell the operator
  refused,        // any other 5xx
};
std::string_view to_string(DeliveryFault fault);

struct DeliveryError {
  bool temporary = true;  // worth trying the same mail again
  std::string reply;      // the server's words, without addresses
  DeliveryFault fault = DeliveryFault::temporary;
  int code = 0;  // of the reply; 0 where there was none
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
// the Message-ID, so that a retry after a crash replaces instead of doubling, also one that was read already.
std::unique_ptr<Mailer> make_maildir_mailer(const std::filesystem::path& maildir);

struct SmtpOptions {
  std::string url;               // smtp://host:port or smtps://
  std::string tls = "required";  // required | opportunistic | none (loopback only)
  std::string user, password;    // only with tls = "required"
  std::string ca_file;
  std::chrono::seconds timeout{120};  // of one delivery
};
// One connection, kept between deliveries; one recipient per transaction. Bad options are errors of kind
// config.
Result<std::unique_ptr<Mailer>> make_smtp_mailer(SmtpOptions options);

// Hands each message to a sendmail program ("/usr/sbin/sendmail") on its standard input; exit codes of
// sysexits.h.
std::unique_ptr<Mailer> make_sendmail_mailer(const std::filesystem::path& program,
                                             std::chrono::seconds timeout = std::chrono::seconds{120});

}  // namespace zakonwatch
