// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/mime_parts.h"

#include <algorithm>
#include <mutex>

#include "base/content_hash.h"
#include "base/last_words.h"
#include "base/text.h"

namespace zakonwatch {

namespace {

// GLib aborts where it gets no memory, by a word to the log that is fatal. What was claimed is sent by the
// next run either way; this way the operator is told why, and nobody looks for a crash.
void end_where_glib_would_abort(const gchar* domain, GLogLevelFlags level, const gchar* message,
                                gpointer data) {
  if ((level & G_LOG_LEVEL_ERROR) != 0 && (message == nullptr || g_strrstr(message, "allocate") != nullptr))
    end_without_memory();
  g_log_default_handler(domain, level, message, data);
}

}  // namespace

void init_gmime() {
  static std::once_flag once;
  std::call_once(once, [] {
    g_log_set_default_handler(end_where_glib_would_abort, nullptr);
    g_mime_init();
  });
}

bool is_domain_like(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return g_ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
  });
}

std::string crlf(const std::string& text) {
  return replace_all(replace_all(text, "\r\n", "\n"), "\n", "\r\n");
}

namespace {

// Base64 for whatever is not plain ASCII in lines that fit: Cyrillic costs 1.35 in it and 2.87 in
// quoted-printable.
GMimeContentEncoding encoding_of(std::string_view text) {
  size_t line = 0;
  for (const char c : text) {
    line = c == '\n' ? 0 : line + 1;
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || line > 900 || (byte < 0x20 && c != '\n' && c != '\r' && c != '\t'))
      return GMIME_CONTENT_ENCODING_BASE64;
  }
  return GMIME_CONTENT_ENCODING_7BIT;
}

void fill(GMimePart* part, const std::string& text, GMimeContentEncoding encoding) {
  const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
  const Object<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part, content.get());
  g_mime_part_set_content_encoding(part, encoding);
}

Object<GMimePart> text_part(const char* subtype, const std::string& text) {
  Object<GMimePart> part(g_mime_part_new_with_type("text", subtype));
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
  fill(part.get(), crlf(text), encoding_of(text));
  return part;
}

std::string plain_file_name(const std::string& name) {
  std::string out;
  for (const char c : name) out += g_ascii_isalnum(c) || c == '.' || c == '-' || c == '_' ? c : '_';
  return out;
}

Object<GMimePart> attachment_part(const Attachment& attachment) {
  const auto type = split(attachment.media_type, '/');
  const bool known = type.size() == 2 && is_domain_like(type[0]) && is_domain_like(type[1]);
  Object<GMimePart> part(
      known ? g_mime_part_new_with_type(std::string(type[0]).c_str(), std::string(type[1]).c_str())
            : g_mime_part_new_with_type("application", "octet-stream"));
  if (known && type[0] == "text")
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
  g_mime_object_set_disposition(GMIME_OBJECT(part.get()), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename(part.get(), plain_file_name(attachment.name).c_str());
  if (known && type[0] == "text")
    fill(part.get(), crlf(attachment.content), encoding_of(attachment.content));
  else
    fill(part.get(), attachment.content, GMIME_CONTENT_ENCODING_BASE64);
  return part;
}

// The boundary follows from the seed, so that a retry sends the same bytes; "=_" cannot occur in base64 or
// quoted-printable.
Object<GMimeMultipart> multipart(const char* subtype, const std::string& seed) {
  Object<GMimeMultipart> parts(g_mime_multipart_new_with_subtype(subtype));
  const std::string boundary = "=_" + sha256_hex(seed + subtype).substr(0, 32);
  g_mime_multipart_set_boundary(parts.get(), boundary.c_str());
  return parts;
}

}  // namespace

Object<GMimeMultipart> body_of(const Letter& letter) {
  // All readers of a letter get the same body, but for a word of their own.
  const std::string words =
      letter.own_word.empty() ? letter.text : replace_all(letter.text, letter.own_word, "");
  auto alternative = multipart("alternative", words);
  g_mime_multipart_add(alternative.get(), GMIME_OBJECT(text_part("plain", letter.text).get()));
  if (!letter.html.empty())
    g_mime_multipart_add(alternative.get(), GMIME_OBJECT(text_part("html", letter.html).get()));
  if (letter.attachments.empty()) return alternative;
  auto mixed = multipart("mixed", words);
  g_mime_multipart_add(mixed.get(), GMIME_OBJECT(alternative.get()));
  for (const Attachment& attachment : letter.attachments)
    g_mime_multipart_add(mixed.get(), GMIME_OBJECT(attachment_part(attachment).get()));
  return mixed;
}

Object<GMimeMultipart> encrypted_body(const Letter& letter, const std::string& armour) {
  auto parts = multipart("encrypted", letter.message_id);  // nothing outside may follow from the words
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(parts.get()), "protocol",
                                           "application/pgp-encrypted");
  const Object<GMimePart> version(g_mime_part_new_with_type("application", "pgp-encrypted"));
  fill(version.get(), "Version: 1\r\n", GMIME_CONTENT_ENCODING_7BIT);
  const Object<GMimePart> content(g_mime_part_new_with_type("application", "octet-stream"));
  fill(content.get(), crlf(armour), GMIME_CONTENT_ENCODING_7BIT);
  g_mime_multipart_add(parts.get(), GMIME_OBJECT(version.get()));
  g_mime_multipart_add(parts.get(), GMIME_OBJECT(content.get()));
  return parts;
}

std::string serialise(GMimeObject* object) {
  const std::unique_ptr<GMimeFormatOptions, decltype(&g_mime_format_options_free)> format(
      g_mime_format_options_new(), g_mime_format_options_free);
  g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
  const Object<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_object_write_to_stream(object, format.get(), stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace zakonwatch
