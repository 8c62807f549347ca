// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/fetcher.h"
#include "law/snapshot.h"

namespace zakonwatch {

// The archive: WARC 1.1 (ISO 28500:2017), a gzip member per record, the only store of bodies. A response
// record holds the head and the octets as received; WARC-Payload-Digest is the SHA-256 of the body after
// de-chunking (content coding kept, as the standard's payload is); files rotate at a size.
class WarcWriter {
 public:
  struct Options {
    std::filesystem::path folder;
    size_t rotate_at = size_t{1} << 30;  // bytes
    std::string software;                // "zakonwatch/0.1.0"
  };
  // The first write recovers a torn tail of the newest file: what follows the last whole record is cut off.
  static Result<WarcWriter> open(Options options);
  WarcWriter(WarcWriter&&) noexcept;
  ~WarcWriter();

  // Request and response records, fsynced before this returns; the position is the response's. Of a text that
  // came in pages each page is written so, and then a conversion record with what they say together, which
  // names them; its position is returned.
  Result<WarcPosition> write_exchange(const FetchOutcome& outcome);
  // A revisit record for a body that was stored before.
  Result<WarcPosition> write_revisit(const FetchOutcome& outcome, const WarcPosition& original,
                                     const std::string& original_url, Instant original_date);

 private:
  struct Impl;
  explicit WarcWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

struct WarcRecord {
  std::string type;  // WARC-Type
  std::vector<std::pair<std::string, std::string>> headers;
  std::string block;
  std::string header(std::string_view name) const;
};

// Walks a WARC file from its beginning, plain or with a gzip member per record: for verification and export.
class WarcReader {
 public:
  static Result<WarcReader> open(const std::filesystem::path& file);
  WarcReader(WarcReader&&) noexcept;
  ~WarcReader();

  // The next record; nothing at the end of the file. After an error there is no way on.
  Result<std::optional<WarcRecord>> next();
  // Where the record that next() would return begins.
  int64_t offset() const;

 private:
  struct Impl;
  explicit WarcReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The records that one leans on: what a revisit refers to, the pages that a conversion was made of.
std::vector<WarcPosition> leans_on(const WarcRecord& record);

// Reads one record at a position, checking length and digests.
Result<WarcRecord> read_warc_record(const std::filesystem::path& folder, const WarcPosition& position);
// The response record at a position, or the one that the revisit there refers to.
Result<WarcRecord> read_archived_response(const std::filesystem::path& folder, const WarcPosition& position);
// The decoded body of a stored response, or of the response that a revisit refers to: what the parsers were
// given. Of a text in pages, what the conversion record holds. Of one that `prune` took out: not_found.
Result<std::string> read_archived_body(const std::filesystem::path& folder, const WarcPosition& position);

// A stand-alone WARC of some stored exchanges: a warcinfo of its own, then for each position the record's and
// its request's gzip members, octet by octet as they lie in the archive; a revisit brings what it refers to.
// Each record once.
Result<void> export_warc_records(const std::filesystem::path& folder,
                                 const std::vector<WarcPosition>& positions,
                                 const std::filesystem::path& output, const std::string& software,
                                 Instant at);

}  // namespace zakonwatch
