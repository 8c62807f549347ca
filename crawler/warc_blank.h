// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/warc.h"

namespace zakonwatch {

// Whether a record stands in the place of one that was taken out, and if so, what it says of that.
std::optional<std::string> why_blanked(const WarcRecord& record);

struct Blanking {
  int64_t records = 0;  // taken out, requests not counted
  int64_t octets = 0;   // that they took in the file
};

// Takes the records at some offsets out of one file of the archive, each with its request. In the place of
// each stands a metadata record (ISO 28500:2017 section 6.6) of exactly its length, which names it and says
// why: the offsets of all others, which citations name, stay as they are, and the file reads as WARC from end
// to end. The record's room is holes, which take no disk. A record too small to be worth it, or taken out
// before, is passed over. The file is written beside and renamed: killed at any moment, it is the old one or
// the new one. A file that does not read to its end is left alone, and the error names the place.
Result<Blanking> blank_warc_records(const std::filesystem::path& folder, const std::string& file,
                                    const std::set<int64_t>& offsets, const std::string& why, Instant at);
// What it would do.
Result<Blanking> would_blank(const std::filesystem::path& folder, const std::string& file,
                             const std::set<int64_t>& offsets);

}  // namespace zakonwatch
