// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "alerts/address.h"
#include "alerts/header_text.h"
#include "alerts/mailer.h"
#include "alerts/mime_parts.h"
#include "alerts/pgp.h"
#include "base/text.h"
#include "base/url.h"

namespace zakonwatch {
namespace {

// msg-id without its brackets (RFC 5322, 3.6.4), the characters that we use ourselves.
bool is_message_id(std::string_view id) {
  return id.find('@') != std::string_view::npos && id.size() < 200 &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return g_ascii_isalnum(c) || std::string_view("@.-_+=").find(c) != std::string_view::npos;
         });
}

// Headers are written as raw values that this file has made safe: GMime never sees text it would have to
// encode.
class HeaderWriter {
 public:
  explicit HeaderWriter(GMimeObject* object) : headers_(g_mime_object_get_header_list(object)) {}
  void text(const char* name, const std::string& value) { raw(name, header_text(value, name)); }
  // `value` is ASCII of our own making.
  void raw(const char* name, const std::string& value) {
    g_mime_header_list_append(headers_, name, "", nullptr);
    g_mime_header_set_raw_value(g_mime_header_list_get_header(headers_, name), (" " + value + "\n").c_str());
  }

 private:
  GMimeHeaderList* headers_;
};

std::string mailbox(const std::string& name, const std::string& address) {
  if (name.empty()) return address;
  const std::string encoded = header_text(name, "From");
  const bool word = encoded.starts_with("=?");
  std::string quoted = replace_all(replace_all(encoded, "\\", ""), "\"", "");
  return (word ? encoded : "\"" + quoted + "\"") + " <" + address + ">";
}

std::string date_text(Instant date) {
  GDateTime* time = g_date_time_new_from_unix_utc(date.time_since_epoch().count());
  gchar* text = g_mime_utils_header_format_date(time);
  std::string out(text);
  g_free(text);
  g_date_time_unref(time);
  return out;
}

Result<void> check(const Letter& letter) {
  for (const std::string* id : {&letter.message_id, &letter.in_reply_to})
    if (!id->empty() && !is_message_id(*id)) return fail(ErrorKind::delivery, "not a message id");
  if (letter.message_id.empty()) return fail(ErrorKind::delivery, "a letter without a message id");
  if (!letter.list_id.empty() && !is_domain_like(letter.list_id))
    return fail(ErrorKind::delivery, "not a list id");
  if (!letter.language.empty() && !is_domain_like(letter.language))
    return fail(ErrorKind::delivery, "not a language tag");
  return {};
}

Result<std::string> unsubscribe_links(const Letter& letter) {
  std::string links;
  if (!letter.unsubscribe_url.empty()) {
    const auto url = parse_url(letter.unsubscribe_url);
    if (!url) return fail(url.error());
    const std::string text = url->to_string();
    if (text.find_first_of("<> \r\n") != std::string::npos)
      return fail(ErrorKind::delivery, "not an address to unsubscribe");
    links = "<" + text + ">";
  }
  if (!letter.unsubscribe_mailto.empty()) {
    const auto address = checked_address(letter.unsubscribe_mailto);
    if (!address) return fail(address.error());
    links += (links.empty() ? "" : ",\r\n ") + ("<mailto:" + *address + "?subject=unsubscribe>");
  }
  return links;
}

// What stands in the headers, checked once.
struct Envelope {
  std::string from, to, unsubscribe;
};

Result<Envelope> envelope_of(const Letter& letter) {
  if (const auto checked = check(letter); !checked) return fail(checked.error());
  const auto from = checked_address(letter.from), to = checked_address(letter.to);
  if (!from) return fail(from.error());
  if (!to) return fail(to.error());
  const auto unsubscribe = unsubscribe_links(letter);
  if (!unsubscribe) return fail(unsubscribe.error());
  return Envelope{*from, *to, *unsubscribe};
}

void write_list_headers(HeaderWriter& headers, const Letter& letter, const Envelope& envelope) {
  const std::string list =
      letter.list_id.empty() ? "alerts." + envelope.from.substr(envelope.from.find('@') + 1) : letter.list_id;
  headers.raw("List-Id", "<" + list + ">");
  if (!envelope.unsubscribe.empty()) headers.raw("List-Unsubscribe", envelope.unsubscribe);
  if (letter.unsubscribe_url.starts_with("https://"))
    headers.raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  headers.raw("Auto-Submitted", "auto-generated");
  headers.raw("Precedence", "bulk");
}

void write_headers(HeaderWriter& headers, const Letter& letter, const Envelope& envelope) {
  headers.raw("Date", date_text(letter.date));
  headers.raw("From", mailbox(letter.from_name, envelope.from));
  headers.raw("To", envelope.to);
  headers.text("Subject", letter.subject.empty() ? "Zakonwatch" : letter.subject);
  headers.raw("Message-ID", "<" + letter.message_id + ">");
  if (!letter.in_reply_to.empty()) headers.raw("In-Reply-To", "<" + letter.in_reply_to + ">");
  if (!letter.in_reply_to.empty()) headers.raw("References", "<" + letter.in_reply_to + ">");
  if (!letter.language.empty()) headers.raw("Content-Language", letter.language);
}

std::string message_of(const Letter& letter, const Envelope& envelope, GMimeMultipart* body) {
  const Object<GMimeMessage> message(g_mime_message_new(FALSE));
  HeaderWriter headers(GMIME_OBJECT(message.get()));
  write_headers(headers, letter, envelope);
  write_list_headers(headers, letter, envelope);
  headers.raw("MIME-Version", "1.0");
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(body));
  return serialise(GMIME_OBJECT(message.get()));
}

// The encrypted part carries the true headers and names what stands outside (RFC 9788); readers of the older
// practice look at protected-headers="v1".
std::string protected_part(const Letter& letter, const Envelope& envelope, const std::string& outer_subject) {
  const auto body = body_of(letter);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(body.get()), "hp", "cipher");
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(body.get()), "protected-headers", "v1");
  HeaderWriter headers(GMIME_OBJECT(body.get()));
  write_headers(headers, letter, envelope);
  headers.raw("HP-Outer", "Date: " + date_text(letter.date));
  headers.raw("HP-Outer", "Subject: " + outer_subject);
  return serialise(GMIME_OBJECT(body.get()));
}

}  // namespace

Result<std::string> compose(const Letter& letter) {
  init_gmime();
  const auto envelope = envelope_of(letter);
  if (!envelope) return fail(envelope.error());
  return message_of(letter, *envelope, body_of(letter).get());
}

Result<std::string> compose_encrypted(const Letter& letter, const PgpKeyring& keys,
                                      const std::string& fingerprint) {
  init_gmime();
  const auto envelope = envelope_of(letter);
  if (!envelope) return fail(envelope.error());
  Letter outer = letter;
  outer.subject = "[...]";
  outer.language.clear();
  const auto armour = keys.encrypt(fingerprint, protected_part(letter, *envelope, outer.subject));
  if (!armour) return fail(armour.error());
  return message_of(outer, *envelope, encrypted_body(outer, *armour).get());
}

}  // namespace zakonwatch
