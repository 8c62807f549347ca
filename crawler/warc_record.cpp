// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/warc_record.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/clock.h"
#include "base/content_hash.h"
#include "base/text.h"
#include "crawler/decode.h"
#include "crawler/message.h"

namespace zakonwatch {
namespace {

constexpr size_t kHeadLimit = size_t{1} << 20;

tl::unexpected<Error> broken(std::string_view what) {
  return fail(ErrorKind::parse, fmt::format("the WARC record is broken: {}", what));
}

bool is_known_version(std::string_view head) {
  return head.starts_with("WARC/1.1\r\n") || head.starts_with("WARC/1.0\r\n");
}

// Digests print as base32 (the custom) or hex; only SHA-256 is checked, others are taken as labels.
bool digest_holds(const std::string& label, std::string_view bytes) {
  const size_t colon = label.find(':');
  if (!equal_nocase(std::string_view(label).substr(0, colon), "sha256")) return true;
  std::string value = label.substr(colon + 1);
  while (value.ends_with('=')) value.pop_back();
  return equal_nocase(value, sha256_base32(bytes)) || equal_nocase(value, sha256_hex(bytes));
}

Result<void> check_fields(const WarcRecord& record) {
  for (const std::string_view name : {"WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length"})
    if (record.header(name).empty()) return broken(fmt::format("{} is missing", name));
  if (!parse_rfc3339(record.header("WARC-Date"))) return broken("WARC-Date is no date");
  return {};
}

Result<void> check_digests(const WarcRecord& record) {
  if (const auto label = record.header("WARC-Block-Digest");
      !label.empty() && !digest_holds(label, record.block))
    return broken("its block does not have the digest it names");
  const auto label = record.header("WARC-Payload-Digest");
  if (label.empty() || (record.type != "response" && record.type != "conversion"))
    return {};  // a revisit names the payload of another record
  const bool http = starts_with_nocase(record.header("Content-Type"), "application/http");
  const auto payload = http ? http_payload(record.block) : Result<std::string>(record.block);
  if (!payload) return broken(payload.error().message);
  return digest_holds(label, *payload) ? Result<void>{}
                                       : broken("its payload does not have the digest it names");
}

Result<size_t> content_length(const WarcRecord& record) {
  const std::string text = record.header("Content-Length");
  size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || end != text.data() + text.size()) return broken("Content-Length is no number");
  return length;
}

}  // namespace

std::string warc_digest(std::string_view bytes) { return "sha256:" + sha256_base32(bytes); }

std::string form_record(WarcFields fields, std::string_view block) {
  fields.emplace_back("WARC-Block-Digest", warc_digest(block));
  fields.emplace_back("Content-Length", std::to_string(block.size()));
  std::string out = "WARC/1.1\r\n";
  for (const auto& [name, value] : fields) out += fmt::format("{}: {}\r\n", name, value);
  out += "\r\n";
  out += block;
  return out + "\r\n\r\n";
}

std::string new_record_id() {
  const std::string hex = random_hex(16);
  return fmt::format("<urn:uuid:{}-{}-4{}-a{}-{}>", hex.substr(0, 8), hex.substr(8, 4), hex.substr(13, 3),
                     hex.substr(17, 3), hex.substr(20, 12));
}

std::string form_warcinfo(const std::string& filename, const std::string& software, Instant at) {
  const std::string block = fmt::format(
      "software: {}\r\nformat: WARC File Format 1.1\r\n"
      "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
      software);
  return form_record({{"WARC-Type", "warcinfo"},
                      {"WARC-Record-ID", new_record_id()},
                      {"WARC-Date", to_rfc3339(at)},
                      {"WARC-Filename", filename},
                      {"Content-Type", "application/warc-fields"}},
                     block);
}

Result<WarcRecord> parse_record(std::string_view bytes, size_t& length) {
  if (!is_known_version(bytes)) return broken("it does not begin with WARC/1.1 or WARC/1.0");
  const size_t head_end = bytes.substr(0, kHeadLimit).find("\r\n\r\n");
  if (head_end == std::string_view::npos) return broken("its head has no end");
  WarcRecord record;
  record.headers = Fields::parse(bytes.substr(0, head_end)).list();
  record.type = record.header("WARC-Type");
  if (auto sound = check_fields(record); !sound) return fail(std::move(sound.error()));
  const auto size = content_length(record);
  if (!size) return fail(size.error());
  const std::string_view rest = bytes.substr(head_end + 4);
  if (rest.size() < *size) return broken("its block is shorter than Content-Length says");
  record.block = rest.substr(0, *size);
  if (!rest.substr(*size).starts_with("\r\n\r\n")) return broken("two line ends do not follow its block");
  if (auto sound = check_digests(record); !sound) return fail(std::move(sound.error()));
  length = head_end + 4 + *size + 4;
  return record;
}

std::pair<std::string_view, std::string_view> split_http(std::string_view block) {
  const size_t end = block.find("\r\n\r\n");
  if (end != std::string_view::npos) return {block.substr(0, end + 4), block.substr(end + 4)};
  const size_t bare = block.find("\n\n");
  if (bare == std::string_view::npos) return {block, {}};
  return {block.substr(0, bare + 2), block.substr(bare + 2)};
}

Result<std::string> http_payload(std::string_view block) {
  const auto [head, body] = split_http(block);
  BodyDecoder::Options framing = framing_of(head);
  framing.content_encoding.clear();
  framing.max_decoded = block.size();
  if (body.empty() || !framing.chunked) return std::string(body);
  auto decoder = BodyDecoder::make(std::move(framing));
  if (!decoder) return fail(std::move(decoder.error()));
  if (auto fed = decoder->feed(body); !fed) return fail(std::move(fed.error()));
  return decoder->finish();
}

std::string WarcRecord::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (equal_nocase(key, name)) return value;
  return {};
}

}  // namespace zakonwatch
