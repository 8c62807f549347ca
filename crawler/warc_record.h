// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "crawler/warc.h"

namespace zakonwatch {

// The form of one WARC record (ISO 28500:2017 section 4): version line, fields, empty line, block, two CR LF.

using WarcFields = std::vector<std::pair<std::string, std::string>>;

// Adds Content-Length and WARC-Block-Digest to the fields given.
std::string form_record(WarcFields fields, std::string_view block);

std::string new_record_id();  // <urn:uuid:…>, random
// The record that begins a file.
std::string form_warcinfo(const std::string& filename, const std::string& software, Instant at);

// A record at the front of `bytes`; `length` is set to how many it takes. Strict: the version, the mandatory
// fields (section 5), the length, the closing CR LFs and every digest in an algorithm we know are checked.
Result<WarcRecord> parse_record(std::string_view bytes, size_t& length);

// "sha256:<base32>" of the octets.
std::string warc_digest(std::string_view bytes);

// The payload of an HTTP response block: what follows the head, without its transfer coding (section 6.3.2).
Result<std::string> http_payload(std::string_view block);
// Head and the octets after it; the head includes its empty line.
std::pair<std::string_view, std::string_view> split_http(std::string_view block);

}  // namespace zakonwatch
