// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "alerts/address.h"
#include "alerts/header_text.h"
#include "alerts/mailer.h"
#include "alerts/mime_parts.h"
#include "alerts/mime_patch.h"
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

// Values that this file has made safe: nothing of them needs encoding any more.
using Headers = std::vector<std::pair<const char*, std::string>>;

std::string subject_of(const Letter& letter) {
  return header_text(letter.subject.empty() ? "Zakonwatch" : letter.subject, "Subject");
}

Headers headers_of(const Letter& letter, const Envelope& envelope, const std::string& subject) {
  Headers headers{{"Date", date_text(letter.date)},
                  {"From", mailbox(letter.from_name, envelope.from)},
                  {"To", envelope.to},
                  {"Subject", subject},
                  {"Message-ID", "<" + letter.message_id + ">"}};
  if (!letter.in_reply_to.empty())
    for (const char* name : {"In-Reply-To", "References"})
      headers.emplace_back(name, "<" + letter.in_reply_to + ">");
  if (!letter.language.empty()) headers.emplace_back("Content-Language", letter.language);
  return headers;
}

Headers list_headers_of(const Letter& letter, const Envelope& envelope) {
  const std::string list =
      letter.list_id.empty() ? "alerts." + envelope.from.substr(envelope.from.find('@') + 1) : letter.list_id;
  Headers headers{{"List-Id", "<" + list + ">"}};
  if (!envelope.unsubscribe.empty()) headers.emplace_back("List-Unsubscribe", envelope.unsubscribe);
  if (letter.unsubscribe_url.starts_with("https://"))
    headers.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  headers.emplace_back("Auto-Submitted", "auto-generated");
  headers.emplace_back("Precedence", "bulk");
  return headers;
}

// `body` begins with the headers of its own.
std::string message_of(const Letter& letter, const Envelope& envelope, const std::string& subject,
                       std::string_view body) {
  std::string out;
  out.reserve(body.size() + 2048);
  for (const Headers& headers : {headers_of(letter, envelope, subject), list_headers_of(letter, envelope)})
    for (const auto& [name, value] : headers) out.append(name).append(": ").append(value).append("\r\n");
  return out.append("MIME-Version: 1.0\r\n").append(body);
}

// The encrypted part carries the true headers and names what stands outside (RFC 9788); readers of the older
// practice look at protected-headers="v1".
std::string protected_part(const Letter& letter, const Envelope& envelope, const std::string& outer_subject) {
  const auto body = body_of(letter);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(body.get()), "hp", "cipher");
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(body.get()), "protected-headers", "v1");
  Headers headers = headers_of(letter, envelope, subject_of(letter));
  headers.emplace_back("HP-Outer", "Date: " + date_text(letter.date));
  headers.emplace_back("HP-Outer", "Subject: " + outer_subject);
  GMimeHeaderList* list = g_mime_object_get_header_list(GMIME_OBJECT(body.get()));
  for (const auto& [name, value] : headers) {
    g_mime_header_list_append(list, name, "", nullptr);
    GMimeHeader* header = g_mime_header_list_get_header_at(list, g_mime_header_list_get_count(list) - 1);
    g_mime_header_set_raw_value(header, (" " + value + "\n").c_str());
  }
  return serialise(GMIME_OBJECT(body.get()));
}

}  // namespace

Result<std::string> compose(const Letter& letter) {
  init_gmime();
  const auto envelope = envelope_of(letter);
  if (!envelope) return fail(envelope.error());
  return message_of(letter, *envelope, subject_of(letter), serialise(GMIME_OBJECT(body_of(letter).get())));
}

LetterMould::LetterMould(const Letter& first) : subject_(subject_of(first)), word_(first.own_word) {
  init_gmime();
  body_ = serialise(GMIME_OBJECT(body_of(first).get()));
  if (auto patches = patches_of(body_, first)) {
    fits_ = true;
    patches_ = std::move(*patches);
  }
}
LetterMould::LetterMould(LetterMould&&) noexcept = default;
LetterMould& LetterMould::operator=(LetterMould&&) noexcept = default;
LetterMould::~LetterMould() = default;

Result<std::string> LetterMould::cast(const Letter& letter) const {
  if (!fits_ || letter.own_word.size() != word_.size()) return compose(letter);
  const auto envelope = envelope_of(letter);
  if (!envelope) return fail(envelope.error());
  std::string message = message_of(letter, *envelope, subject_, body_);
  const size_t head = message.size() - body_.size();
  for (const Patch& patch : patches_) patch.apply(letter.own_word, &message[head]);
  return message;
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
  return message_of(outer, *envelope, outer.subject,
                    serialise(GMIME_OBJECT(encrypted_body(outer, *armour).get())));
}

}  // namespace zakonwatch
