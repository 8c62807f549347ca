// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "law/ids.h"

namespace zakonwatch {

// Where a record lies in the archive: "file:offset" in JSON.
struct WarcPosition {
  std::string file;  // name within the state's warc/ folder
  int64_t offset = 0;
  std::string to_string() const { return file + ":" + std::to_string(offset); }
};

enum class SnapshotState { accepted, held, rejected };

// The bytes of a document as served at one instant; the bytes themselves are in the WARC archive only.
struct Snapshot {
  SnapshotId id;
  SourceId source;
  std::string url;  // final address, after redirects
  Instant fetched_at{};
  int status = 0;              // HTTP status
  std::string headers_sha256;  // of the response head as received
  std::string body_sha256;     // of the decoded body
  std::string media_type;      // without parameters, lower case
  std::string charset;         // from the header; empty where none
  std::string tls_issuer;      // empty over plain HTTP
  WarcPosition warc;
  SnapshotState state = SnapshotState::accepted;
  std::string reason;  // why held or rejected
};

}  // namespace zakonwatch
